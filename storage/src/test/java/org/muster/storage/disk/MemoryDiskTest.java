package org.muster.storage.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** The disk of these tests is a disk, and it forgets what it must forget. */
final class MemoryDiskTest implements DiskContract {
    private final MemoryDisk disk = new MemoryDisk();

    @Override
    public Disk disk() {
        return disk;
    }

    @Test
    void losesWhatWasNotSynced() throws DiskException {
        DiskFile file = disk.create("a");
        disk.sync();
        file.write(0, new byte[] {1}, 0, 1);
        file.sync();
        file.write(600, new byte[] {2}, 0, 1);
        disk.create("b");
        MemoryDisk left = disk.afterPowerLoss(() -> false);
        assertEquals(1, left.list().size());
        assertEquals(1, left.content("a").length);
        assertEquals(601, disk.afterPowerLoss(() -> true).content("a").length);
    }

    @Test
    void stopsWhereItIsTold() throws DiskException {
        DiskFile file = disk.create("a");
        disk.stopBefore(2);
        file.write(0, new byte[1], 0, 1);
        assertThrows(MemoryDisk.PowerLoss.class, file::sync);
    }
}
