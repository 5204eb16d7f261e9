package org.muster.sim.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.muster.model.Zxid;
import org.muster.sim.world.Rng;
import org.muster.sim.world.SimDisk;
import org.muster.state.State;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSettings;
import org.muster.storage.snapshot.SnapshotWriter;

/** A snapshot is what its bytes are, whatever its name says. */
class SnapshotScanTest {
    private static final String NAME = "snapshot.99";
    private final SimDisk disk = new SimDisk(Rng.ofSeed(1));
    private final SnapshotScan scan = new SnapshotScan(disk, true);

    private void write() throws DiskException {
        State state = State.initial();
        SnapshotImage image = new SnapshotImage(new Zxid(0x99), state.digest(), state.export());
        try (SnapshotWriter writer =
                new SnapshotWriter(disk, SnapshotSettings.DEFAULT, image, (name, size) -> {})) {
            writer.run();
        }
    }

    @Test
    void aWholeSnapshotIsSafe() throws DiskException {
        assertEquals(0, scan.durableUpTo());
        write();
        assertEquals(0x99, scan.durableUpTo());
    }

    @Test
    void aNameWithoutBytesIsNone() throws DiskException {
        disk.create(NAME).close();
        disk.sync();
        assertEquals(0, scan.durableUpTo());
    }

    @Test
    void bytesThatAreNotSyncedAreNone() throws DiskException {
        write();
        int size = (int) disk.list().getFirst().sizeBytes();
        byte[] whole = disk.bytes(NAME, 0, size);
        SimDisk other = new SimDisk(Rng.ofSeed(2));
        SnapshotScan ofOther = new SnapshotScan(other, true);
        DiskFile file = other.create(NAME);
        file.write(0, whole, 0, size);
        other.sync();
        assertEquals(0, ofOther.durableUpTo(), "the name is safe, the bytes are not");
        assertEquals(0x99, new SnapshotScan(other, false).durableUpTo(), "a crash leaves them");
        file.sync();
        assertEquals(0x99, ofOther.durableUpTo());
    }

    @Test
    void damagedOrCutShortItIsNone() throws DiskException {
        write();
        int size = (int) disk.list().getFirst().sizeBytes();
        disk.damage(NAME, size / 2, new byte[] {(byte) (1 ^ disk.bytes(NAME, size / 2, 1)[0])});
        assertEquals(0, new SnapshotScan(disk, true).durableUpTo());
        disk.damageSize(NAME, size - 1);
        assertEquals(0, new SnapshotScan(disk, true).durableUpTo());
    }
}
