package org.muster.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.storage.Journal;
import org.muster.storage.Store;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.meta.Meta;
import org.muster.storage.name.SnapshotName;
import org.muster.storage.recovery.Directories;
import org.muster.storage.recovery.Recovered;
import org.muster.storage.recovery.StateUnderTest;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSettings;
import org.muster.storage.snapshot.SnapshotWriter;

/**
 * A leader says where the history ends: nothing behind that is left, and nothing before it goes.
 */
final class TruncationTest {
    private static final LogSettings SETTINGS = new LogSettings(2048, true, true, Long.MAX_VALUE);

    /** The last transaction of epoch 0. */
    private static final Zxid EPOCH_END = new Zxid(14);

    private MemoryDisk disk = new MemoryDisk();
    private final Journal journal = new Journal();

    /** 14 transactions of epoch 0, ten of epoch 1; snapshots at 0, 9 and 1.4; several files. */
    private void serve() throws DiskException {
        try (Store store = Store.open(Directories.single(disk))) {
            var intact =
                    assertInstanceOf(Recovered.Intact.class, store.recover(new StateUnderTest()));
            store.settle(intact.settlement(), Meta.fresh(Bytes.utf8("key")));
            snapshot(store, Zxid.ZERO);
            SegmentPreparer preparer = store.segmentPreparer(SETTINGS);
            LogWriter writer = store.logWriter(SETTINGS, Zxid.ZERO);
            for (int i = 0; i < 24; i++) {
                if (writer.wantsSpare()) {
                    writer.offer(preparer.prepare());
                }
                if (i == 14) {
                    journal.beginEpoch(1);
                }
                append(writer);
                writer.flush(i * 20L);
                if (i == 8 || i == 17) {
                    snapshot(store, journal.last());
                }
            }
            writer.close();
        }
    }

    private void append(LogWriter writer) throws DiskException {
        var txn = journal.create(260);
        byte[] payload = Journal.payload(txn);
        writer.append(txn.header().zxid(), payload, 0, payload.length);
    }

    private void snapshot(Store store, Zxid zxid) throws DiskException {
        var state = journal.stateAt(zxid);
        var image = new SnapshotImage(zxid, state.digest(), state.export());
        try (SnapshotWriter writer = store.snapshotWriter(SnapshotSettings.DEFAULT, image)) {
            writer.run();
        }
    }

    private Truncation truncate(Store store, LogWriter writer, Zxid to) throws DiskException {
        return writer.truncate(to, store.directories().snapshots());
    }

    private LogWriter start(Store store) throws DiskException {
        var intact = assertInstanceOf(Recovered.Intact.class, store.recover(new StateUnderTest()));
        store.settle(intact.settlement(), store.meta().orElseThrow());
        return store.logWriter(SETTINGS, intact.last());
    }

    @ParameterizedTest
    @CsvSource({
        // to,         history ends at, newest snapshot left
        "0x100000009, 0x100000009, snapshot.100000004",
        "0x100000004, 0x100000004, snapshot.100000004",
        "0x100000003, 0x100000003, snapshot.9",
        "0x100000001, 0x100000001, snapshot.9",
        "0x100000000, 0xe,         snapshot.9", // not in the log itself
        "0x20,        0xe,         snapshot.9",
        "0xe,         0xe,         snapshot.9",
        "0xa,         0xa,         snapshot.9",
        "0x9,         0x9,         snapshot.9",
        "0x8,         0x8,         snapshot.0",
        "0x1,         0x1,         snapshot.0",
        "0x0,         0x0,         snapshot.0",
        "0x10000000a, 0x10000000a, snapshot.100000004",
        "0x200000000, 0x10000000a, snapshot.100000004",
    })
    void endsTheHistoryWhetherOrNotItsEndIsInTheLog(String to, String end, String snapshot)
            throws DiskException {
        serve();
        Zxid last = zxid(end);
        try (Store store = Store.open(Directories.single(disk));
                LogWriter writer = start(store)) {
            assertEquals(new Truncation.Done(last), truncate(store, writer, zxid(to)));
            assertEquals(List.of(last, last), List.of(writer.last(), writer.durable()));
            assertEquals(snapshot, SnapshotName.in(disk).getLast().toString());
            requireState(store.reload(new StateUnderTest()), last);
            StateUnderTest reloaded = new StateUnderTest();
            store.reload(reloaded);
            assertEquals(journal.stateAt(last).digest(), reloaded.state().digest());
            journal.rewind(last);
            journal.beginEpoch(7);
            append(writer);
            append(writer);
            writer.flush(999);
        }
        recoverTo(disk.afterPowerLoss(() -> false), journal.last());
    }

    private static void requireState(Recovered recovered, Zxid last) {
        var intact = assertInstanceOf(Recovered.Intact.class, recovered, recovered.toString());
        assertEquals(last, intact.last());
    }

    private void recoverTo(MemoryDisk found, Zxid last) throws DiskException {
        StateUnderTest sink = new StateUnderTest();
        try (Store store = Store.open(Directories.single(found))) {
            requireState(store.recover(sink), last);
        }
        assertEquals(journal.stateAt(last).digest(), sink.state().digest());
    }

    private static Zxid zxid(String text) {
        return new Zxid(Long.decode(text));
    }

    @Test
    void continuesWithTheNextTransactionOfTheSameEpochToo() throws DiskException {
        serve();
        try (Store store = Store.open(Directories.single(disk));
                LogWriter writer = start(store)) {
            truncate(store, writer, Zxid.of(1, 5));
            journal.rewind(Zxid.of(1, 5));
            append(writer);
            writer.shutdown();
        }
        recoverTo(disk, Zxid.of(1, 6));
    }

    @Test
    void forgetsWhatWaitsInTheBatchToo() throws DiskException {
        serve();
        try (Store store = Store.open(Directories.single(disk));
                LogWriter writer = start(store)) {
            Zxid durable = journal.last();
            append(writer);
            append(writer);
            assertEquals(new Truncation.Done(durable), truncate(store, writer, durable));
        }
        recoverTo(disk.afterPowerLoss(() -> true), Zxid.of(1, 10));
    }

    @Test
    void changesNothingWithoutAWholeHistoryUpToTheEnd() throws DiskException {
        serve();
        disk.delete("snapshot.0");
        disk.delete("snapshot.9");
        disk.sync();
        try (Store store = Store.open(Directories.single(disk));
                LogWriter writer = start(store)) {
            disk.delete("log.1");
            disk.sync();
            List<DirEntry> before = disk.list();
            assertInstanceOf(Truncation.Impossible.class, truncate(store, writer, Zxid.of(1, 2)));
            assertEquals(before, disk.list());
            append(writer);
            writer.flush(0);
        }
        recoverTo(disk, journal.last());
    }

    @Test
    void givesUpASnapshotThatHoldsMoreThanItsNameSays() throws DiskException {
        serve();
        // As the reference writes them: named after where it began, with what came meanwhile.
        byte[] fuzzy = disk.content("snapshot.100000004");
        disk.put("snapshot.100000002", fuzzy);
        try (Store store = Store.open(Directories.single(disk));
                LogWriter writer = start(store)) {
            Zxid to = Zxid.of(1, 3);
            assertEquals(new Truncation.Done(to), truncate(store, writer, to));
            assertEquals("snapshot.9", SnapshotName.in(disk).getLast().toString());
        }
        recoverTo(disk, Zxid.of(1, 3));
    }

    @Test
    void leavesOneHistoryAtLeastThatLongWhereverThePowerGoes() throws DiskException {
        serve();
        MemoryDisk served = disk.afterPowerLoss(() -> true);
        int interrupted = 0;
        for (Zxid to : List.of(Zxid.of(1, 6), Zxid.of(1, 2), EPOCH_END, new Zxid(4), Zxid.ZERO)) {
            for (int kind = 0; kind < 5; kind++) {
                boolean finished = false;
                for (int stop = 0; !finished; stop++) {
                    SplittableRandom random = new SplittableRandom(to.value() + kind + 31L * stop);
                    int every = kind;
                    BooleanSupplier keeps = () -> every < 4 && random.nextInt(1 + every) == 0;
                    disk = served.copy();
                    finished = interrupt(to, stop);
                    interrupted += finished ? 0 : 1;
                    MemoryDisk left = disk.afterPowerLoss(keeps);
                    StateUnderTest sink = new StateUnderTest();
                    try (Store store = Store.open(Directories.single(left))) {
                        Recovered found = store.recover(sink);
                        var intact =
                                assertInstanceOf(
                                        Recovered.Intact.class,
                                        found,
                                        to + ", stop " + stop + ": " + found);
                        assertTrue(intact.last().compareTo(to) >= 0);
                        assertTrue(!finished || intact.last().equals(to));
                        assertEquals(
                                journal.stateAt(intact.last()).digest(), sink.state().digest());
                    }
                }
            }
        }
        assertTrue(interrupted > 100, interrupted + " power losses");
    }

    @Test
    void whatAProcessDidNotLiveToSyncIsMadeDurableByTheNextStart() throws DiskException {
        serve();
        MemoryDisk served = disk.afterPowerLoss(() -> true);
        for (Zxid to : List.of(Zxid.of(1, 6), Zxid.of(1, 2), EPOCH_END, new Zxid(4), Zxid.ZERO)) {
            boolean finished = false;
            for (int stop = 0; !finished; stop++) {
                disk = served.copy();
                finished = interrupt(to, stop);
                disk = disk.afterCrash();
                Zxid last;
                try (Store store = Store.open(Directories.single(disk));
                        LogWriter writer = start(store)) {
                    last = writer.last();
                }
                recoverTo(disk.afterPowerLoss(() -> false), last);
            }
        }
    }

    private boolean interrupt(Zxid to, int stop) throws DiskException {
        try (Store store = Store.open(Directories.single(disk));
                LogWriter writer = start(store)) {
            disk.stopBefore(disk.operations().size() + stop);
            truncate(store, writer, to);
            return true;
        } catch (MemoryDisk.PowerLoss gone) {
            return false;
        }
    }
}
