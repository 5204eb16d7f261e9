package org.muster.storage.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.model.txn.LoggedTxn;
import org.muster.storage.Journal;
import org.muster.storage.Store;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.log.LogSettings;
import org.muster.storage.log.LogWriter;
import org.muster.storage.meta.Meta;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSettings;
import org.muster.storage.snapshot.SnapshotWriter;

/** Damage to a log that Muster wrote, at every byte. */
final class DamagedLogTest {
    private static final LogSettings SETTINGS = new LogSettings(4096, true, true, Long.MAX_VALUE);
    private static final int RECORDS = 8;

    private final Journal journal = new Journal();
    private MemoryDisk disk = new MemoryDisk();
    private int recordsEnd;

    @BeforeEach
    void writeSome() throws DiskException {
        try (Store store = Store.open(Directories.single(disk))) {
            var intact = (Recovered.Intact) store.recover(new StateUnderTest());
            store.settle(intact.settlement(), Meta.fresh(Bytes.EMPTY));
            try (SnapshotWriter writer =
                    store.snapshotWriter(
                            SnapshotSettings.DEFAULT,
                            new SnapshotImage(
                                    Zxid.ZERO,
                                    journal.stateAt(0).digest(),
                                    journal.stateAt(0).export()))) {
                writer.run();
            }
            try (LogWriter writer = store.logWriter(SETTINGS, intact.last())) {
                writer.offer(store.segmentPreparer(SETTINGS).prepare());
                for (int i = 0; i < RECORDS; i++) {
                    append(writer, i % 4 == 3 ? journal.refuse() : journal.create(5 + i * 9));
                    writer.flush(0);
                }
                recordsEnd = (int) writer.appendedBytes() + 16;
            }
        }
        // As after a power loss: the mark is stale by everything since its last write.
        disk = disk.copy();
    }

    private static void append(LogWriter writer, LoggedTxn txn) throws DiskException {
        byte[] payload = Journal.payload(txn);
        writer.append(txn.header().zxid(), payload, 0, payload.length);
    }

    /** What came of it; all that was accepted must be what was written. */
    private Recovered recover() throws DiskException {
        StateUnderTest sink = new StateUnderTest();
        try (Store store = Store.open(Directories.single(disk))) {
            Recovered recovered = store.recover(sink);
            int n = sink.applied().size();
            assertTrue(n <= RECORDS);
            assertEquals(journal.txns().subList(0, n), sink.applied());
            return recovered;
        }
    }

    @Test
    void isIntactAsItWasWritten() throws DiskException {
        var intact = assertInstanceOf(Recovered.Intact.class, recover());
        assertEquals(new Zxid(RECORDS), intact.last());
        assertEquals(Recovered.Ending.CLEAN, intact.ending());
        assertEquals(List.of(), intact.findings());
    }

    @Test
    void isNeverTakenForAnotherHistoryWithAnyByteFlipped() throws DiskException {
        byte[] whole = disk.content("log.1");
        int refused = 0;
        for (int i = 0; i < recordsEnd; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            disk.put("log.1", flipped);
            switch (recover()) {
                case Recovered.Suspect _ -> refused++;
                case Recovered.Intact intact ->
                        // Version and database id in the header mean nothing to anybody.
                        assertTrue(i >= 4 && i < 16, "byte " + i + ": " + intact);
            }
        }
        assertEquals(recordsEnd - 12, refused);
    }

    @Test
    void isNeverTakenForAnotherHistoryWithAnyByteZeroed() throws DiskException {
        byte[] whole = disk.content("log.1");
        for (int i = 16; i < recordsEnd; i++) {
            byte[] flipped = whole.clone();
            if (flipped[i] == 0) {
                continue;
            }
            flipped[i] = 0;
            disk.put("log.1", flipped);
            if (recover() instanceof Recovered.Intact intact) {
                // The last end mark alone may look as if the write had stopped before it.
                assertEquals(recordsEnd - 1, i);
                assertEquals(new Zxid(RECORDS - 1), intact.last());
                assertEquals(Recovered.Ending.TORN, intact.ending());
            }
        }
    }

    @Test
    void isCutWhereItWasTornWhateverTheLength() throws DiskException {
        disk.put("muster.mark", null);
        byte[] whole = disk.content("log.1");
        for (int length = 16; length < recordsEnd; length++) {
            disk.put("log.1", Arrays.copyOf(whole, length));
            var cut = assertInstanceOf(Recovered.Intact.class, recover(), "length " + length);
            byte[] zeroed = new byte[whole.length];
            System.arraycopy(whole, 0, zeroed, 0, length);
            disk.put("log.1", zeroed);
            var blank = assertInstanceOf(Recovered.Intact.class, recover(), "length " + length);
            assertEquals(cut.last(), blank.last(), "length " + length);
        }
    }

    @Test
    void isRefusedCutBeforeTheMark() throws DiskException {
        markAll();
        byte[] whole = disk.content("log.1");
        for (int length = 0; length < recordsEnd; length++) {
            disk.put("log.1", Arrays.copyOf(whole, length));
            assertInstanceOf(Recovered.Suspect.class, recover(), "length " + length);
        }
        disk.put("log.1", null);
        assertInstanceOf(Recovered.Suspect.class, recover());
        disk.put("log.1", new byte[whole.length]);
        assertInstanceOf(Recovered.Suspect.class, recover());
    }

    @Test
    void isRefusedWithAnotherHistoryInItsPlace() throws DiskException {
        markAll();
        MemoryDisk other = disk.copy();
        Journal elsewhere = new Journal();
        LogSettings settings = new LogSettings(4096, false, true, Long.MAX_VALUE);
        other.put("log.1", null);
        other.put("muster.mark", null);
        try (Store store = Store.open(Directories.single(other));
                LogWriter writer = store.logWriter(settings, Zxid.ZERO)) {
            for (int i = 0; i < RECORDS; i++) {
                append(writer, elsewhere.create(5 + i * 9));
            }
            writer.flush(0);
        }
        disk.put("log.1", other.content("log.1"));
        StateUnderTest sink = new StateUnderTest();
        try (Store store = Store.open(Directories.single(disk))) {
            assertInstanceOf(Recovered.Suspect.class, store.recover(sink));
        }
    }

    @Test
    void startsByItselfWhicheverSectorsOfTheLastBatchAreMissing() throws DiskException {
        int before = recordsEnd;
        int sectors = 5;
        MemoryDisk grown = disk.copy();
        byte[] base = grown.content("log.1");
        byte[] batch = batchBehind(before, sectors * 512);
        for (int kept = 0; kept < 1 << sectors; kept++) {
            byte[] left = base.clone();
            for (int sector = 0; sector < sectors; sector++) {
                int from = Math.max(before, (before / 512 + sector) * 512);
                int to = Math.min(before + batch.length, (before / 512 + sector + 1) * 512);
                if ((kept & 1 << sector) != 0 && from < to) {
                    System.arraycopy(batch, from - before, left, from, to - from);
                }
            }
            disk.put("log.1", left);
            StateUnderTest sink = new StateUnderTest();
            Recovered recovered = Recovery.recover(Directories.single(disk), meta(), sink);
            var intact =
                    assertInstanceOf(
                            Recovered.Intact.class,
                            recovered,
                            Integer.toBinaryString(kept) + " " + recovered);
            assertTrue(intact.last().value() >= RECORDS, Integer.toBinaryString(kept));
            assertEquals(journal.txns().subList(0, (int) intact.last().value()), sink.applied());
        }
    }

    /** The bytes of one more batch, never acknowledged, that touches so many sectors. */
    private byte[] batchBehind(int offset, int bytes) throws DiskException {
        MemoryDisk scratch = new MemoryDisk();
        LogSettings settings = new LogSettings(1 << 16, false, true, Long.MAX_VALUE);
        try (Store store = Store.open(Directories.single(scratch));
                LogWriter writer = store.logWriter(settings, new Zxid(RECORDS))) {
            int room = bytes - offset % 512 - 10;
            while (writer.appendedBytes() + 300 < room) {
                append(writer, journal.create(60 + 13 * (int) (journal.last().value() % 7)));
            }
            writer.flush(0);
        }
        byte[] content = scratch.content("log.9");
        return Arrays.copyOfRange(content, 16, content.length);
    }

    private Optional<Meta> meta() throws DiskException {
        try (Store store = Store.open(Directories.single(disk))) {
            return store.meta();
        }
    }

    private void markAll() throws DiskException {
        switch (recover()) {
            case Recovered.Intact intact -> intact.settlement().carryOut(Directories.single(disk));
            case Recovered.Suspect suspect -> fail(suspect.toString());
        }
    }
}
