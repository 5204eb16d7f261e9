package org.muster.storage.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.muster.model.Zxid;
import org.muster.storage.Journal;
import org.muster.storage.MemberLife;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.member.Standing;
import org.muster.storage.name.LogName;
import org.muster.storage.name.SnapshotName;
import org.muster.storage.snapshot.SnapshotSettings;

/** A leader's snapshot replaces everything, or nothing. */
final class SnapshotInstallTest {
    private MemoryDisk disk = new MemoryDisk();
    private final Journal own = new Journal();
    private final Journal leaders = new Journal();

    /** The member's own history: 8 transactions of epoch 1, the leader's: 4, then 5 of epoch 3. */
    private void serve() throws DiskException {
        try (MemberLife life = new MemberLife(disk, MemberLife.NEW_THIRD)) {
            own.beginEpoch(1);
            leaders.beginEpoch(1);
            for (int i = 0; i < 8; i++) {
                life.append(own.create(300));
                life.log().flush(i * 20L);
            }
            life.snapshot(own.stateAt(Zxid.of(1, 8)));
        }
        for (int i = 0; i < 4; i++) {
            leaders.create(20);
        }
        leaders.beginEpoch(3);
        for (int i = 0; i < 5; i++) {
            leaders.create(20);
        }
    }

    private void install(MemberLife life, Zxid zxid) throws DiskException {
        var image = MemberLife.image(leaders.stateAt(zxid));
        try (SnapshotInstall install = life.store().install(SnapshotSettings.DEFAULT, image)) {
            while (!install.step(100)) {
                // Each step makes progress.
            }
            install.publish(life.log());
        }
    }

    @Test
    void replacesLogsAndSnapshotsAndTheLogContinuesBehindIt() throws DiskException {
        serve();
        try (MemberLife life = new MemberLife(disk, MemberLife.THIRD)) {
            install(life, Zxid.of(3, 3));
            assertEquals(List.of(), LogName.in(disk));
            assertEquals("[snapshot.300000003]", SnapshotName.in(disk).toString());
            assertEquals(Zxid.of(3, 3), life.log().durable());
            for (var txn : leaders.txns().subList(7, 9)) {
                life.append(txn);
            }
            life.log().flush(500);
        }
        disk = disk.afterPowerLoss(() -> false);
        try (MemberLife life = new MemberLife(disk, MemberLife.THIRD)) {
            life.requireIntact(Zxid.of(3, 5));
            assertEquals(leaders.stateAt(Zxid.of(3, 5)).digest(), life.state().digest());
        }
    }

    @Test
    void replacesALongerHistoryOfADeadEpochToo() throws DiskException {
        serve();
        try (MemberLife life = new MemberLife(disk, MemberLife.THIRD)) {
            install(life, Zxid.of(1, 4));
        }
        try (MemberLife life = new MemberLife(disk, MemberLife.THIRD)) {
            life.requireIntact(Zxid.of(1, 4));
            assertEquals(leaders.stateAt(Zxid.of(1, 4)).digest(), life.state().digest());
        }
    }

    @Test
    void replacesASnapshotOfTheSameName() throws DiskException {
        serve();
        disk.put("snapshot.300000002", disk.content("snapshot.0"));
        try (MemberLife life = new MemberLife(disk, MemberLife.THIRD)) {
            install(life, Zxid.of(3, 2));
        }
        try (MemberLife life = new MemberLife(disk, MemberLife.THIRD)) {
            life.requireIntact(Zxid.of(3, 2));
            assertEquals(leaders.stateAt(Zxid.of(3, 2)).digest(), life.state().digest());
        }
    }

    @Test
    void leavesOneHistoryOrTheOtherWhereverThePowerGoes() throws DiskException {
        serve();
        MemoryDisk served = disk;
        Zxid before = Zxid.of(1, 8);
        int[] outcomes = new int[2];
        for (Zxid to : List.of(Zxid.of(3, 3), Zxid.of(1, 4))) {
            for (int kind = 0; kind < 5; kind++) {
                boolean finished = false;
                for (int stop = 0; !finished; stop++) {
                    SplittableRandom random = new SplittableRandom(to.value() + kind + 31L * stop);
                    int every = kind;
                    BooleanSupplier keeps = () -> every < 4 && random.nextInt(1 + every) == 0;
                    disk = served.copy();
                    finished = interrupt(to, stop);
                    MemoryDisk left = disk.afterPowerLoss(keeps);
                    // It goes again while the next start finishes the installation.
                    left.stopBefore(random.nextInt(12));
                    try (MemberLife life = new MemberLife(left, MemberLife.THIRD)) {
                        life.log().close();
                    } catch (MemoryDisk.PowerLoss again) {
                        left = left.afterPowerLoss(keeps);
                    }
                    left.stopBefore(Integer.MAX_VALUE);
                    left = left.copy();
                    try (MemberLife life = new MemberLife(left, MemberLife.THIRD)) {
                        String where = to + ", kind " + kind + ", stop " + stop;
                        assertInstanceOf(
                                Standing.Intact.class,
                                life.standing(),
                                where + ": " + life.standing());
                        Zxid last = life.start().last();
                        assertTrue(last.equals(to) || (!finished && last.equals(before)), where);
                        var whole = last.equals(to) ? leaders : own;
                        assertEquals(whole.stateAt(last).digest(), life.state().digest());
                        outcomes[last.equals(to) ? 0 : 1]++;
                        assertTrue(life.store().meta().orElseThrow().install().isEmpty());
                    }
                }
            }
        }
        assertTrue(outcomes[0] > 20 && outcomes[1] > 20, outcomes[0] + " new, " + outcomes[1]);
    }

    private boolean interrupt(Zxid to, int stop) throws DiskException {
        try (MemberLife life = new MemberLife(disk, MemberLife.THIRD)) {
            disk.stopBefore(disk.operations().size() + stop);
            install(life, to);
            return true;
        } catch (MemoryDisk.PowerLoss gone) {
            return false;
        }
    }
}
