package org.muster.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.model.txn.LoggedTxn;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.log.LogSettings;
import org.muster.storage.log.LogWriter;
import org.muster.storage.log.SegmentPreparer;
import org.muster.storage.meta.Meta;
import org.muster.storage.purge.Purge;
import org.muster.storage.recovery.Directories;
import org.muster.storage.recovery.Recovered;
import org.muster.storage.recovery.StateUnderTest;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSettings;
import org.muster.storage.snapshot.SnapshotWriter;

/**
 * A machine that dies between any two operations of its disk, keeping any part of what was not
 * synced: it comes back with everything it acknowledged and nothing it was not given.
 */
final class CrashTest {
    private static final LogSettings SETTINGS = new LogSettings(2048, true, true, Long.MAX_VALUE);

    /** One server's life across crashes, with what it has told its clients. */
    private static final class Life {
        final Journal journal = new Journal();
        MemoryDisk disk = new MemoryDisk();
        Zxid acknowledged = Zxid.ZERO;

        /** Starts, serves a while, stops in order; false if the power went before that. */
        boolean serve() throws DiskException {
            try (Store store = Store.open(Directories.single(disk))) {
                start(store);
                return true;
            } catch (MemoryDisk.PowerLoss gone) {
                return false;
            }
        }

        private void start(Store store) throws DiskException {
            StateUnderTest sink = new StateUnderTest();
            Recovered recovered = store.recover(sink);
            var intact = assertInstanceOf(Recovered.Intact.class, recovered, recovered.toString());
            assertTrue(
                    intact.last().compareTo(acknowledged) >= 0,
                    "acknowledged " + acknowledged + ", found " + intact.last());
            assertTrue(intact.last().compareTo(journal.last()) <= 0);
            journal.rewind(intact.last());
            assertEquals(journal.stateAt(intact.last().value()).digest(), sink.state().digest());
            store.settle(
                    intact.settlement(),
                    store.meta().orElseGet(() -> Meta.fresh(Bytes.utf8("key"))));
            acknowledged = intact.last();
            if (intact.ending() == Recovered.Ending.EMPTY) {
                snapshot(store, Zxid.ZERO);
            }
            write(store, intact.last());
        }

        private void write(Store store, Zxid last) throws DiskException {
            SegmentPreparer preparer = store.segmentPreparer(SETTINGS);
            Purge purge = new Purge(store.directories());
            try (LogWriter writer = store.logWriter(SETTINGS, last)) {
                for (int batch = 0; batch < 6; batch++) {
                    if (writer.wantsSpare() && batch % 2 == 0) {
                        writer.offer(preparer.prepare());
                    }
                    for (int i = 0; i < 1 + batch % 3; i++) {
                        LoggedTxn txn = batch == 3 ? journal.refuse() : journal.create(260);
                        byte[] payload = Journal.payload(txn);
                        writer.append(txn.header().zxid(), payload, 0, payload.length);
                    }
                    acknowledged = writer.flush(batch * 7L);
                    if (batch % 3 == 2) {
                        snapshot(store, acknowledged);
                        purge.run(3);
                    }
                }
                writer.shutdown();
            }
        }

        private void snapshot(Store store, Zxid zxid) throws DiskException {
            var state = journal.stateAt(zxid.value());
            var image = new SnapshotImage(zxid, state.digest(), state.export());
            try (SnapshotWriter writer = store.snapshotWriter(SnapshotSettings.DEFAULT, image)) {
                writer.run();
            }
        }

        /** The power goes; {@code keeps} decides what the disk had written. */
        void losePower(BooleanSupplier keeps) {
            disk = disk.afterPowerLoss(keeps);
        }
    }

    @Test
    void losesNothingWhereverThePowerGoes() throws DiskException {
        int lives = 0;
        for (int kind = 0; kind < 5; kind++) {
            boolean finished = false;
            for (int stop = 0; !finished; stop++) {
                SplittableRandom random = new SplittableRandom(kind * 1000L + stop);
                BooleanSupplier keeps = keeping(kind, random);
                Life life = new Life();
                life.disk.stopBefore(stop);
                finished = life.serve();
                // It goes again, somewhere in the recovery or soon after.
                life.losePower(keeps);
                life.disk.stopBefore(random.nextInt(80));
                life.serve();
                life.losePower(keeps);
                assertTrue(life.serve());
                life.losePower(() -> false);
                assertTrue(life.serve(), "kind " + kind + ", stop " + stop);
                lives++;
            }
        }
        assertTrue(lives > 300, lives + " lives");
    }

    private static BooleanSupplier keeping(int kind, SplittableRandom random) {
        return switch (kind) {
            case 0 -> () -> false;
            case 1 -> () -> true;
            default -> () -> random.nextInt(kind) == 0;
        };
    }

    /** The process dies in its first start, the machine only after the second. */
    @Test
    void aMemberRemembersAStartBehindOneThatWasInterrupted() throws DiskException {
        boolean finished = false;
        for (int stop = 0; !finished; stop++) {
            MemoryDisk disk = new MemoryDisk();
            disk.stopBefore(stop);
            try (MemberLife first = new MemberLife(disk, MemberLife.NEW_THIRD)) {
                finished = first.start().first();
            } catch (MemoryDisk.PowerLoss gone) {
                finished = false;
            }
            disk = disk.afterCrash();
            new MemberLife(disk, MemberLife.NEW_THIRD).requireIntact(Zxid.ZERO).close();
            MemoryDisk left = disk.afterPowerLoss(() -> false);
            new MemberLife(left, MemberLife.THIRD).requireIntact(Zxid.ZERO).close();
        }
    }

    @Test
    void hasDurableWhatItSaysAtEveryMoment() throws DiskException {
        Life life = new Life();
        assertTrue(life.serve());
        List<String> names = new ArrayList<>();
        life.disk.list().forEach(entry -> names.add(entry.name()));
        assertTrue(names.contains("snapshot.0"), names.toString());
        assertTrue(names.contains("muster.meta"), names.toString());
        assertTrue(names.stream().noneMatch(name -> name.startsWith("muster.aside")));
        assertEquals(life.journal.last(), life.acknowledged);
    }
}
