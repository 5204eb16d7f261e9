package org.muster.storage.mark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.model.Zxid;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.name.OwnNames;

/** The sync mark survives whatever happens to its last write. */
final class MarkFileTest {
    private final MemoryDisk disk = new MemoryDisk();

    private static SyncMark mark(long zxid) {
        return new SyncMark(new Zxid(zxid), new Zxid(1), 16 + zxid, zxid * 77);
    }

    @Test
    void isAbsentAtFirst() throws DiskException {
        assertEquals(Optional.empty(), MarkFile.read(disk));
        MarkFile.open(disk).close();
        assertEquals(Optional.empty(), MarkFile.read(disk));
    }

    @Test
    void isTheLastOneWritten() throws DiskException {
        for (long zxid = 1; zxid < 10; zxid++) {
            try (MarkFile file = MarkFile.open(disk)) {
                file.write(mark(zxid));
            }
            assertEquals(Optional.of(mark(zxid)), MarkFile.read(disk));
        }
    }

    @Test
    void isTheOneBeforeWhenTheLastIsTornAnywhere() throws DiskException {
        try (MarkFile file = MarkFile.open(disk)) {
            file.write(mark(1));
            byte[] before = disk.content(OwnNames.MARK);
            file.write(mark(2));
            byte[] after = disk.content(OwnNames.MARK);
            int torn = 0;
            for (int i = 0; i < after.length; i++) {
                if (before[i] != after[i]) {
                    byte[] content = after.clone();
                    content[i] = before[i];
                    disk.put(OwnNames.MARK, content);
                    assertEquals(Optional.of(mark(1)), MarkFile.read(disk), "byte " + i);
                    torn++;
                }
            }
            assertTrue(torn > 8, torn + " bytes");
        }
    }
}
