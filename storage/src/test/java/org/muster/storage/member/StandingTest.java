package org.muster.storage.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.storage.Journal;
import org.muster.storage.MemberLife;
import org.muster.storage.Served;
import org.muster.storage.Store;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.meta.Doubt;
import org.muster.storage.meta.EpochMemory;
import org.muster.storage.meta.Epochs;
import org.muster.storage.name.LogName;
import org.muster.storage.name.OwnNames;
import org.muster.storage.name.SnapshotName;
import org.muster.storage.recovery.Directories;
import org.muster.storage.recovery.Fixture;
import org.muster.storage.recovery.Recovered;
import org.muster.storage.recovery.StateUnderTest;

/** What a member is worth when it starts, and that it is remembered until it was repaired. */
final class StandingTest {
    private final MemoryDisk disk = new MemoryDisk();
    private final Journal journal = new Journal();

    /** A member that has followed a leader of epoch 2 for ten transactions. */
    private void serve() throws DiskException {
        try (MemberLife life = new MemberLife(disk, MemberLife.NEW_THIRD)) {
            assertTrue(life.start().first());
            life.start().epochs().keep(2, 0);
            journal.beginEpoch(2);
            for (int i = 0; i < 10; i++) {
                life.append(journal.create(300));
                life.log().flush(i * 20L);
            }
            life.start().epochs().keep(2, 2);
        }
    }

    private MemberLife start() throws DiskException {
        return new MemberLife(disk, MemberLife.THIRD);
    }

    private Doubt doubtAfter(MemberLife life) {
        try (life) {
            return life.standing().doubt();
        }
    }

    @Test
    void isIntactWithDataAndEpochs() throws DiskException {
        serve();
        try (MemberLife life = start()) {
            life.requireIntact(Zxid.of(2, 10));
            assertEquals(new Epochs(2, 2), life.start().epochs().epochs());
        }
    }

    @Test
    void isIntactAfterASynchronisationThatWasInterrupted() throws DiskException {
        serve();
        try (MemberLife life = start()) {
            life.start().epochs().keep(5, 2);
            journal.beginEpoch(5);
            life.append(journal.create(10));
            life.log().flush(0);
        }
        try (MemberLife life = start()) {
            life.requireIntact(Zxid.of(5, 1));
            assertEquals(new Epochs(5, 2), life.start().epochs().epochs());
        }
    }

    @Test
    void isAmnesiacWhenEmptyUnlessItMayBe() throws DiskException {
        assertEquals(Doubt.AMNESIAC, doubtAfter(start()));
        assertEquals(Doubt.AMNESIAC, doubtAfter(new MemberLife(disk, MemberLife.NEW_THIRD)));
        MemoryDisk other = new MemoryDisk();
        assertEquals(Doubt.NONE, doubtAfter(new MemberLife(other, MemberLife.NEW_THIRD)));
        assertEquals(Doubt.NONE, doubtAfter(new MemberLife(other, MemberLife.THIRD)));
    }

    @Test
    void isEmptyUntilItIsToldWhatThatMeans() throws DiskException {
        var asks = new Membership(3, Bytes.EMPTY, Membership.WhenEmpty.EMPTY);
        assertEquals(Doubt.EMPTY, doubtAfter(new MemberLife(disk, asks)));
        assertEquals(Doubt.EMPTY, doubtAfter(new MemberLife(disk, asks)), "after a restart");
        try (MemberLife life = new MemberLife(disk, asks)) {
            life.start().epochs().keep(0, 0, Doubt.NONE);
        }
        assertEquals(Doubt.NONE, doubtAfter(new MemberLife(disk, asks)), "all were empty");
        MemoryDisk other = new MemoryDisk();
        try (MemberLife life = new MemberLife(other, asks)) {
            life.start().epochs().keep(0, 0, Doubt.AMNESIAC);
            life.start().epochs().keep(3, 0);
        }
        assertEquals(Doubt.AMNESIAC, doubtAfter(new MemberLife(other, asks)), "others were not");
    }

    @Test
    void isIntactOnceItsOperatorSaysSoOfAnEmptyOne() throws DiskException {
        var asks = new Membership(3, Bytes.EMPTY, Membership.WhenEmpty.EMPTY);
        assertEquals(Doubt.EMPTY, doubtAfter(new MemberLife(disk, asks)));
        assertEquals(Doubt.NONE, doubtAfter(new MemberLife(disk, MemberLife.NEW_THIRD)));
        assertEquals(Doubt.NONE, doubtAfter(new MemberLife(disk, asks)));
    }

    @Test
    void isAmnesiacWithDataThatCameWhileItWasTakenForEmpty() throws DiskException {
        var asks = new Membership(3, Bytes.EMPTY, Membership.WhenEmpty.EMPTY);
        try (MemberLife life = new MemberLife(disk, asks)) {
            life.start().epochs().keep(2, 2);
        }
        assertEquals(Doubt.AMNESIAC, doubtAfter(new MemberLife(disk, MemberLife.NEW_THIRD)));
    }

    @Test
    void isAmnesiacWithoutItsEpochs() throws DiskException {
        serve();
        for (String name : List.of("acceptedEpoch", "currentEpoch", OwnNames.EPOCHS)) {
            disk.put(name, null);
        }
        try (MemberLife life = start()) {
            assertInstanceOf(Standing.Amnesiac.class, life.standing());
            assertEquals(Zxid.of(2, 10), life.start().last());
        }
        assertEquals(Doubt.AMNESIAC, doubtAfter(start()), "and stays so");
    }

    @Test
    void isIntactWithOneRecordOfItsEpochsLeft() throws DiskException {
        serve();
        disk.put("acceptedEpoch", null);
        disk.put("currentEpoch", new byte[] {'?'});
        try (MemberLife life = start()) {
            life.requireIntact(Zxid.of(2, 10));
        }
        assertEquals("2", Bytes.owning(disk.content("acceptedEpoch")).toUtf8());
    }

    @Test
    void isNotTrustedWhenItsDoubtsAreForgotten() throws DiskException {
        serve();
        disk.put(OwnNames.EPOCHS, null);
        assertEquals(Doubt.SUSPECT, doubtAfter(start()));
    }

    @Test
    void isSuspectWhenItsDataAreGone() throws DiskException {
        serve();
        for (DirEntry entry : disk.list()) {
            if (entry.name().startsWith("log.") || entry.name().startsWith("snapshot.")) {
                disk.put(entry.name(), null);
            }
        }
        try (MemberLife life = new MemberLife(disk, MemberLife.NEW_THIRD)) {
            assertInstanceOf(Standing.Suspect.class, life.standing(), life.standing().toString());
            assertTrue(life.start().first());
        }
        assertEquals(Doubt.SUSPECT, doubtAfter(new MemberLife(disk, MemberLife.NEW_THIRD)));
    }

    @Test
    void isAmnesiacOnTheDataOfAnother() throws DiskException {
        serve();
        var fourth = new Membership(4, Bytes.EMPTY, Membership.WhenEmpty.AMNESIAC);
        try (MemberLife life = new MemberLife(disk, fourth)) {
            assertInstanceOf(Standing.Amnesiac.class, life.standing());
            assertEquals(Zxid.ZERO, life.start().last());
            assertEquals(List.of(), LogName.in(disk));
            assertEquals("[snapshot.0]", SnapshotName.in(disk).toString());
        }
        assertTrue(disk.list().stream().anyMatch(e -> e.name().endsWith(".log.200000001")));
        assertEquals(Doubt.AMNESIAC, doubtAfter(new MemberLife(disk, fourth)));
    }

    /** Damages record 5 of 10, so that later records prove the loss. */
    private void damage() throws DiskException {
        String name = LogName.in(disk).getFirst().toString();
        byte[] content = disk.content(name);
        content[600] ^= 1;
        disk.put(name, content);
    }

    @Test
    void keepsTheProvenBeginningOfDamagedDataAndStaysSuspectUntilItIsRepaired()
            throws DiskException {
        serve();
        damage();
        Zxid good;
        try (MemberLife life = start()) {
            assertInstanceOf(Standing.Suspect.class, life.standing());
            good = life.start().last();
            assertTrue(good.compareTo(Zxid.of(2, 1)) >= 0 && good.compareTo(Zxid.of(2, 9)) < 0);
            assertEquals(journal.stateAt(good).digest(), life.state().digest());
        }
        try (MemberLife life = start()) {
            assertInstanceOf(Standing.Suspect.class, life.standing(), "files look whole by now");
            assertEquals(good, life.start().last());
            // A leader brings the rest by DIFF.
            for (var txn : journal.txns()) {
                if (txn.header().zxid().compareTo(good) > 0) {
                    life.append(txn);
                }
            }
            life.log().flush(0);
            life.start().epochs().keep(3, 3, Doubt.NONE);
        }
        try (MemberLife life = start()) {
            life.requireIntact(Zxid.of(2, 10));
        }
    }

    @Test
    void canDoubtItselfWhileItRuns() throws DiskException {
        serve();
        try (MemberLife life = start()) {
            life.start().epochs().keep(2, 2, Doubt.SUSPECT);
        }
        try (MemberLife life = start()) {
            assertInstanceOf(Standing.Suspect.class, life.standing());
            assertEquals(Zxid.of(2, 10), life.start().last());
            assertFalse(life.start().first());
        }
    }

    @Test
    void isNotServedAloneEitherUntilItsOperatorAcceptsTheLoss() throws DiskException {
        serve();
        damage();
        Zxid good;
        try (MemberLife life = start()) {
            good = life.start().last();
        }
        try (Store store = Store.open(Directories.single(disk))) {
            var suspect =
                    assertInstanceOf(Recovered.Suspect.class, store.recover(new StateUnderTest()));
            assertEquals(good, suspect.damage().lastGood());
            store.repair(suspect.repair().orElseThrow());
            assertInstanceOf(Recovered.Intact.class, store.recover(new StateUnderTest()));
        }
        try (MemberLife life = start()) {
            life.requireIntact(good);
        }
    }

    @Test
    void isIntactWhenAServerThatStoodAloneJoins() throws DiskException {
        Served served = new Served();
        served.run(7, 3);
        try (MemberLife life = new MemberLife(served.disk(), MemberLife.THIRD)) {
            life.requireIntact(new Zxid(7));
            assertEquals(Epochs.ZERO, life.start().epochs().epochs());
        }
    }

    @Test
    void isIntactWhereTheReferenceStopped() throws DiskException {
        MemoryDisk theirs = Fixture.of("quorum-member").snapshots();
        try (MemberLife life = new MemberLife(theirs, MemberLife.THIRD)) {
            assertInstanceOf(Standing.Intact.class, life.standing(), life.standing().toString());
            assertEquals(new Epochs(2, 2), life.start().epochs().epochs());
        }
        assertEquals(Optional.of(Doubt.NONE), EpochMemory.read(theirs).doubt());
    }

    @Test
    void consumesTheMarkThatLetsItBeginEmpty() throws DiskException {
        MemoryDisk parent = new MemoryDisk();
        assertFalse(InitializeMark.isPresent(List.of(parent, disk)));
        parent.put("initialize", new byte[0]);
        assertTrue(InitializeMark.isPresent(List.of(parent, disk)));
        InitializeMark.consume(List.of(parent, disk));
        assertFalse(InitializeMark.isPresent(List.of(parent.afterPowerLoss(() -> false), disk)));
    }

    @Test
    void standsOrFallsTogetherWhereverThePowerGoesAtItsFirstStart() throws DiskException {
        boolean finished = false;
        int stops = 0;
        for (int stop = 0; !finished; stop++) {
            MemoryDisk fresh = new MemoryDisk();
            fresh.stopBefore(stop);
            try (MemberLife life = new MemberLife(fresh, MemberLife.NEW_THIRD)) {
                finished = life.start().first();
            } catch (MemoryDisk.PowerLoss gone) {
                stops++;
            }
            int parity = stop;
            int[] asked = {0};
            MemoryDisk left = fresh.afterPowerLoss(() -> (asked[0]++ + parity) % 2 == 0);
            assertEquals(
                    Doubt.NONE,
                    doubtAfter(new MemberLife(left, MemberLife.NEW_THIRD)),
                    "stop " + stop);
            assertEquals(Doubt.NONE, doubtAfter(new MemberLife(left, MemberLife.THIRD)));
        }
        assertTrue(stops > 15, stops + " power losses");
    }

    @Test
    void isEmptyWhereverThePowerGoesAtItsFirstStart() throws DiskException {
        var asks = new Membership(3, Bytes.EMPTY, Membership.WhenEmpty.EMPTY);
        boolean finished = false;
        for (int stop = 0; !finished; stop++) {
            MemoryDisk fresh = new MemoryDisk();
            fresh.stopBefore(stop);
            try (MemberLife life = new MemberLife(fresh, asks)) {
                finished = life.start().first();
            } catch (MemoryDisk.PowerLoss gone) {
                assertFalse(finished);
            }
            int parity = stop;
            int[] asked = {0};
            MemoryDisk left = fresh.afterPowerLoss(() -> (asked[0]++ + parity) % 2 == 0);
            assertEquals(Doubt.EMPTY, doubtAfter(new MemberLife(left, asks)), "stop " + stop);
        }
    }
}
