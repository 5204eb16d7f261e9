package org.muster.storage.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.name.OwnNames;

/** The meta file gives back what it was given, or what it held before. */
final class MetaFileTest {
    private final MemoryDisk disk = new MemoryDisk();
    private final MetaFile file = new MetaFile(disk);
    private final Meta first =
            new Meta(
                    Bytes.utf8("secret"),
                    new Meta.Identity(Bytes.utf8("cluster"), 3, 2),
                    List.of(
                            new Meta.KnownFile("snapshot.0", 478),
                            new Meta.KnownFile("snapshot.7", 500)),
                    List.of(new Meta.KnownFile("snapshot.7", 500)),
                    Lives.NONE.with(1_795_290_382_000L).with(1_795_290_387_000L),
                    Optional.of(
                            new Meta.Install(
                                    Zxid.of(3, 4),
                                    new Meta.KnownFile("snapshot.300000004", 7),
                                    -5)));

    @Test
    void aSnapshotIsMustersByNameAndSize() {
        var another = new Meta.KnownFile("snapshot.9", 9);
        Meta meta = first.withOwn(new Meta.KnownFile("snapshot.7", 501));
        meta = meta.withSnapshots(List.of(meta.snapshots().getFirst(), another));
        assertTrue(meta.isOwn(new Meta.KnownFile("snapshot.0", 478)));
        assertFalse(meta.isOwn(new Meta.KnownFile("snapshot.0", 479)));
        assertFalse(meta.isOwn(another));
        assertEquals(List.of(another), meta.foreign());
        assertTrue(meta.withOwn(another).isOwn(another));
    }

    @Test
    void isAbsentAtFirst() throws DiskException {
        assertEquals(Optional.empty(), file.read());
        assertFalse(file.exists());
    }

    @Test
    void givesBackWhatWasWritten() throws DiskException {
        file.write(first);
        assertEquals(Optional.of(first), new MetaFile(disk).read());
        Meta second = first.withInstall(Optional.empty()).withSnapshots(List.of());
        file.write(second);
        assertEquals(Optional.of(second), new MetaFile(disk).read());
        MetaFile again = new MetaFile(disk);
        again.read();
        again.write(first);
        assertEquals(Optional.of(first), new MetaFile(disk).read());
    }

    @Test
    void isDurableOnceWritten() throws DiskException {
        file.write(first);
        assertEquals(Optional.of(first), new MetaFile(disk.afterPowerLoss(() -> false)).read());
    }

    @Test
    void isTheOneBeforeWhenTheLastIsDamagedAnywhere() throws DiskException {
        file.write(first);
        byte[] before = disk.content(OwnNames.META);
        Meta second = first.withIdentity(new Meta.Identity(Bytes.utf8("other12"), 99, 98));
        file.write(second);
        byte[] after = disk.content(OwnNames.META);
        int changed = 0;
        for (int i = 0; i < after.length; i++) {
            if (i >= before.length || before[i] != after[i]) {
                byte[] damaged = after.clone();
                damaged[i] ^= 1;
                if (damaged[i] != after[i] && after[i] != 0) {
                    disk.put(OwnNames.META, damaged);
                    assertEquals(Optional.of(first), new MetaFile(disk).read(), "byte " + i);
                    changed++;
                }
            }
        }
        assertTrue(changed > 40, changed + " bytes");
    }

    @Test
    void keepsTheNewestOfManySnapshots() throws DiskException {
        List<Meta.KnownFile> many = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            many.add(new Meta.KnownFile("snapshot." + Integer.toHexString(i), i));
        }
        file.write(first.withSnapshots(many));
        List<Meta.KnownFile> kept = new MetaFile(disk).read().orElseThrow().snapshots();
        assertEquals(many.subList(4000, 5000), kept);
    }
}
