package org.muster.storage.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.model.txn.LoggedTxn;
import org.muster.storage.Journal;
import org.muster.storage.MemberLife;
import org.muster.storage.Served;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.install.SnapshotInstall;
import org.muster.storage.name.LogName;
import org.muster.storage.recovery.Directories;
import org.muster.storage.recovery.Fixture;
import org.muster.storage.snapshot.SnapshotSettings;

/** The log gives back exactly what was logged, and only where nothing can be missing. */
final class HistoryTest {
    private final MemoryDisk disk = new MemoryDisk();
    private final Journal journal = new Journal();
    private final History history = new History(Directories.single(disk));

    /** Six transactions of epoch 1, then six of epoch 4, in several files. */
    private void serve() throws DiskException {
        try (MemberLife life = new MemberLife(disk, MemberLife.NEW_THIRD)) {
            journal.beginEpoch(1);
            for (int i = 0; i < 12; i++) {
                if (i == 6) {
                    journal.beginEpoch(4);
                }
                life.append(journal.create(400));
                life.log().flush(i * 20L);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0x0,         0x0",
        "0x5,         0x0", // what the first record names before it
        "0x100000001, 0x100000001",
        "0x100000003, 0x100000003",
        "0x100000006, 0x100000006",
        "0x100000009, 0x100000006", // of a dead branch
        "0x200000000, 0x100000006",
        "0x400000001, 0x400000001",
        "0x400000005, 0x400000005",
        "0x400000006, 0x400000006",
        "0x900000000, 0x400000006",
    })
    void findsTheLastTransactionUpToTheOneAskedFor(String wanted, String found)
            throws DiskException {
        serve();
        assertTrue(LogName.in(disk).size() > 2);
        Zxid expected = new Zxid(Long.decode(found));
        var lookup = history.lookUp(new Zxid(Long.decode(wanted)), journal.last(), 0);
        assertEquals(expected, assertInstanceOf(Lookup.Found.class, lookup).zxid());
        assertEquals(payloadsBehind(expected, journal.last()), read(expected, journal.last()));
    }

    private List<Bytes> payloadsBehind(Zxid after, Zxid upTo) {
        List<Bytes> payloads = new ArrayList<>();
        for (LoggedTxn txn : journal.txns()) {
            Zxid zxid = txn.header().zxid();
            if (zxid.compareTo(after) > 0 && zxid.compareTo(upTo) <= 0) {
                payloads.add(Bytes.owning(Journal.payload(txn)));
            }
        }
        return payloads;
    }

    private List<Bytes> read(Zxid after, Zxid upTo) throws DiskException {
        List<Bytes> payloads = new ArrayList<>();
        try (HistoryReader reader = history.reader(after, upTo)) {
            HistoryReader.Step step = reader.next();
            while (step instanceof HistoryReader.Step.Next(Zxid _, Bytes payload)) {
                payloads.add(payload);
                step = reader.next();
            }
            assertEquals(new HistoryReader.Step.End(), step);
            assertEquals(step, reader.next());
        }
        return payloads;
    }

    @Test
    void readsNoFurtherThanItIsTold() throws DiskException {
        serve();
        Zxid upTo = Zxid.of(4, 2);
        assertEquals(payloadsBehind(Zxid.of(1, 5), upTo), read(Zxid.of(1, 5), upTo));
        var lookup = history.lookUp(Zxid.of(4, 1), upTo, 0);
        assertEquals(Zxid.of(4, 1), assertInstanceOf(Lookup.Found.class, lookup).zxid());
    }

    @Test
    void readsBesideTheWriter() throws DiskException {
        serve();
        try (MemberLife life = new MemberLife(disk, MemberLife.THIRD)) {
            for (int i = 0; i < 8; i++) {
                life.append(journal.create(400));
                Zxid durable = life.log().flush(i);
                life.append(journal.create(100));
                assertEquals(payloadsBehind(Zxid.of(4, 5), durable), read(Zxid.of(4, 5), durable));
                life.log().flush(i);
            }
        }
    }

    @Test
    void isTooMuchWhenASnapshotIsLess() throws DiskException {
        serve();
        var all = history.lookUp(Zxid.of(1, 1), journal.last(), 0.001);
        assertInstanceOf(Lookup.TooLarge.class, all);
        var few = history.lookUp(Zxid.of(4, 5), journal.last(), 10);
        assertInstanceOf(Lookup.Found.class, few);
    }

    @Test
    void isGoneWhenItWasPurgedBeforeOrMeanwhile() throws DiskException {
        serve();
        List<LogName> logs = LogName.in(disk);
        try (HistoryReader reader = history.reader(Zxid.of(1, 1), journal.last())) {
            assertInstanceOf(HistoryReader.Step.Next.class, reader.next());
            disk.delete(logs.get(0).toString());
            disk.delete(logs.get(1).toString());
            HistoryReader.Step step = reader.next();
            while (step instanceof HistoryReader.Step.Next) {
                step = reader.next();
            }
            assertInstanceOf(HistoryReader.Step.Gone.class, step);
        }
        try (HistoryReader reader = history.reader(Zxid.of(1, 1), journal.last())) {
            assertInstanceOf(HistoryReader.Step.Gone.class, reader.next());
        }
        assertInstanceOf(Lookup.Unprovable.class, history.lookUp(Zxid.of(1, 1), journal.last(), 0));
    }

    @Test
    void isDamagedWhereARecordIs() throws DiskException {
        serve();
        String name = LogName.in(disk).get(1).toString();
        byte[] content = disk.content(name);
        content[100] ^= 1;
        disk.put(name, content);
        assertInstanceOf(Lookup.Unprovable.class, history.lookUp(Zxid.of(1, 1), journal.last(), 0));
        try (HistoryReader reader = history.reader(Zxid.of(1, 1), journal.last())) {
            HistoryReader.Step step = reader.next();
            while (step instanceof HistoryReader.Step.Next) {
                step = reader.next();
            }
            assertInstanceOf(HistoryReader.Step.Damaged.class, step);
        }
    }

    @Test
    void beginsAtTheSnapshotThatALeaderSent() throws DiskException {
        serve();
        Zxid label = Zxid.of(4, 3);
        try (MemberLife life = new MemberLife(disk, MemberLife.THIRD)) {
            var image = MemberLife.image(journal.stateAt(label));
            try (SnapshotInstall install = life.store().install(SnapshotSettings.DEFAULT, image)) {
                while (!install.step(1 << 20)) {
                    // Each step makes progress.
                }
                install.publish(life.log());
            }
            for (LoggedTxn txn : journal.txns().subList(9, 12)) {
                life.append(txn);
            }
            life.log().flush(0);
        }
        var lookup = history.lookUp(label, journal.last(), 0);
        assertEquals(label, assertInstanceOf(Lookup.Found.class, lookup).zxid());
        assertEquals(payloadsBehind(label, journal.last()), read(label, journal.last()));
        assertInstanceOf(Lookup.Unprovable.class, history.lookUp(Zxid.of(4, 2), journal.last(), 0));
    }

    @Test
    void isNotProvenAcrossAnEpochThatOnlyTheReferenceWrote() throws DiskException {
        journal.beginEpoch(1);
        journal.create(10);
        journal.create(10);
        journal.beginEpoch(2);
        journal.create(10);
        journal.create(10);
        disk.put("log.100000001", Served.foreignLog(journal.txns().subList(0, 2)));
        disk.put("log.200000001", Served.foreignLog(journal.txns().subList(2, 4)));
        assertInstanceOf(Lookup.Unprovable.class, history.lookUp(Zxid.of(1, 1), journal.last(), 0));
        var within = history.lookUp(Zxid.of(2, 1), journal.last(), 0);
        assertEquals(Zxid.of(2, 1), assertInstanceOf(Lookup.Found.class, within).zxid());
    }

    @Test
    void givesBackWhatTheReferenceLogged() throws DiskException {
        MemoryDisk theirs = Fixture.of("standalone-small").logs();
        History reading = new History(Directories.single(theirs));
        Zxid last = new Zxid(0xa);
        assertInstanceOf(Lookup.Found.class, reading.lookUp(new Zxid(2), last, 0));
        byte[] log = theirs.content("log.1");
        try (HistoryReader reader = reading.reader(new Zxid(0), last)) {
            var first = assertInstanceOf(HistoryReader.Step.Next.class, reader.next());
            int length = log[24 + 3] & 0xff;
            assertEquals(Bytes.copyOf(log, 28, length), first.payload());
        }
    }
}
