package org.muster.sim.world;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;

class SimDiskTest {
    private final SimDisk disk = new SimDisk(Rng.ofSeed(1));

    private static byte[] filled(int length, int with) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private static byte[] content(SimDisk disk, String name) throws DiskException {
        try (DiskFile file = disk.openRead(name)) {
            byte[] all = new byte[(int) file.size()];
            file.read(0, all, 0, all.length);
            return all;
        }
    }

    private static List<String> names(SimDisk disk) throws DiskException {
        return disk.list().stream().map(DirEntry::name).toList();
    }

    @Test
    void aProcessCrashLosesNothing() throws DiskException {
        DiskFile file = disk.create("f");
        file.write(0, filled(700, 7), 0, 700);
        disk.loseProcess();
        assertArrayEquals(filled(700, 7), content(disk, "f"));
    }

    @Test
    void thePowerLossTakesUnsyncedNames() throws DiskException {
        disk.create("kept").sync();
        disk.sync();
        disk.create("lost").sync();
        disk.losePower(0, true);
        assertEquals(List.of("kept"), names(disk));
    }

    @Test
    void thePowerLossTakesUnsyncedBytesAndSize() throws DiskException {
        DiskFile file = disk.create("f");
        file.write(0, filled(512, 1), 0, 512);
        file.sync();
        disk.sync();
        file.write(0, filled(2_000, 2), 0, 2_000);
        disk.losePower(0, true);
        assertArrayEquals(filled(512, 1), content(disk, "f"));
    }

    @Test
    void thePowerLossTearsAtSectors() throws DiskException {
        DiskFile file = disk.create("f");
        file.write(0, new byte[512 * 64], 0, 512 * 64);
        file.sync();
        disk.sync();
        file.write(0, filled(512 * 64, 9), 0, 512 * 64);
        disk.losePower(0.5, false);
        byte[] left = content(disk, "f");
        int kept = 0;
        for (int sector = 0; sector < 64; sector++) {
            int first = left[sector * 512];
            assertEquals(first, left[sector * 512 + 511], "sectors are atomic");
            kept += first == 9 ? 1 : 0;
        }
        assertEquals(true, kept > 10 && kept < 54, "about half is kept: " + kept);
    }

    @Test
    void aFailedSyncMarksPagesCleanSoThatTheNextOneSavesNothing() throws DiskException {
        DiskFile file = disk.create("f");
        file.write(0, new byte[512 * 64], 0, 512 * 64);
        file.sync();
        disk.sync();
        file.write(0, filled(512 * 64, 9), 0, 512 * 64);
        disk.setFaults((action, name) -> {
            if (action == DiskFaults.Action.SYNC) {
                throw new DiskException(DiskException.Kind.IO, name, -1, "planned");
            }
        });
        assertThrows(DiskException.class, file::sync);
        disk.setFaults(DiskFaults.NONE);
        file.sync();
        byte[] read = content(disk, "f");
        assertEquals(9, read[0], "programs still see the cache");
        disk.losePower(1, true);
        int zero = 0;
        for (byte b : content(disk, "f")) {
            zero += b == 0 ? 1 : 0;
        }
        assertEquals(true, zero > 512 * 10, "about half never reached the disk: " + zero);
    }

    @Test
    void aRenameIsOneChange() throws DiskException {
        DiskFile file = disk.create("a");
        file.write(0, filled(3, 3), 0, 3);
        file.sync();
        disk.sync();
        disk.rename("a", "b");
        assertEquals(List.of("a"), names(disk.worstCase()));
        disk.sync();
        assertEquals(List.of("b"), names(disk.worstCase()));
    }

    @Test
    void aFullDiskTakesWhatFits() throws DiskException {
        DiskFile file = disk.create("f");
        disk.setFreeBytes(10);
        DiskException full =
                assertThrows(DiskException.class, () -> file.write(0, filled(16, 1), 0, 16));
        assertEquals(DiskException.Kind.FULL, full.kind());
        assertEquals(10, file.size());
    }

    @Test
    void aCopyIsIndependent() throws DiskException {
        DiskFile file = disk.create("f");
        file.write(0, filled(4, 1), 0, 4);
        SimDisk copy = disk.copy();
        file.write(0, filled(4, 2), 0, 4);
        assertArrayEquals(filled(4, 1), content(copy, "f"));
        copy.losePower(0, true);
        assertEquals(List.of(), names(copy));
        assertEquals(List.of("f"), names(disk));
    }
}
