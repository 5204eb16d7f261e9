package org.muster.storage.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;
import org.muster.model.BrokenInvariantException;
import org.muster.model.Zxid;
import org.muster.model.txn.LoggedTxn;
import org.muster.storage.Journal;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.mark.MarkFile;
import org.muster.storage.mark.SyncMark;
import org.muster.storage.recovery.Fixture;
import org.muster.wire.txn.Trailer;

/** The writer of the log: its bytes, its syncs, and what it does when the disk fails. */
final class LogWriterTest {
    private static final LogSettings SMALL = new LogSettings(4096, true, true, Long.MAX_VALUE);

    private final MemoryDisk disk = new MemoryDisk();
    private final Journal journal = new Journal();

    @Test
    void writesTheReferencesFramesWithATrailerBehindThePayload() throws DiskException {
        byte[] theirs = Fixture.of("with-multi-and-acl").logs().content("log.1");
        byte[] payload = Arrays.copyOfRange(theirs, 16 + 12, 16 + 12 + 48);
        try (LogWriter writer = writer(SMALL, Zxid.ZERO)) {
            writer.append(new Zxid(1), payload, 0, payload.length);
            writer.flush(0);
        }
        byte[] ours = disk.content("log.1");
        assertArrayEquals(Arrays.copyOf(theirs, 16), Arrays.copyOf(ours, 16));
        assertEquals(16 + 12 + 48 + 24 + 1, ours.length);
        Adler32 adler = new Adler32();
        adler.update(ours, 28, 72);
        HexFormat hex = HexFormat.of();
        assertEquals(hex.toHexDigits(adler.getValue()), hex.formatHex(ours, 16, 24));
        assertEquals("00000048", hex.formatHex(ours, 24, 28));
        assertArrayEquals(payload, Arrays.copyOfRange(ours, 28, 28 + 48));
        assertEquals(
                "5a4b5831" + "0000000000000000" + "0000000000000000", hex.formatHex(ours, 76, 96));
        assertEquals('B', ours[100]);
    }

    @Test
    void giveBackWhatWasAppended() throws DiskException {
        try (LogWriter writer = writer(SMALL, Zxid.ZERO)) {
            for (int i = 0; i < 40; i++) {
                append(writer, i % 5 == 4 ? journal.refuse() : journal.create(i * 20));
                if (i % 3 == 0) {
                    writer.flush(i);
                }
            }
            assertEquals(journal.last(), writer.flush(99));
        }
        List<LoggedTxn> found = new ArrayList<>();
        long previous = 0;
        for (String name : logs()) {
            for (Frame.Good good : frames(name)) {
                found.add(good.content().txn());
                Trailer trailer = good.content().trailer();
                assertNotNull(trailer);
                assertEquals(previous, trailer.previousZxid());
                assertTrue(trailer.durableZxid() <= previous);
                previous = good.zxid().value();
            }
        }
        assertEquals(journal.txns(), found);
        assertTrue(logs().size() > 3, logs().toString());
    }

    @Test
    void writesAndSyncsOnceABatch() throws DiskException {
        try (LogWriter writer = writer(SMALL, Zxid.ZERO)) {
            append(writer, journal.create(10));
            writer.flush(0);
            disk.operations().clear();
            for (int i = 0; i < 10; i++) {
                append(writer, journal.create(10));
            }
            writer.flush(1);
            assertEquals(List.of("write log.1", "sync log.1"), disk.operations());
            writer.flush(2);
            assertEquals(2, disk.operations().size());
        }
    }

    @Test
    void saysDurableOnlyAfterTheSync() throws DiskException {
        try (LogWriter writer = writer(SMALL, Zxid.ZERO)) {
            append(writer, journal.create(10));
            assertEquals(Zxid.ZERO, writer.durable());
            assertEquals(new Zxid(1), writer.flush(0));
            append(writer, journal.create(10));
            assertEquals(new Zxid(1), writer.durable());
        }
    }

    @Test
    void syncsTheDirectoryBeforeARecordInANewFileCounts() throws DiskException {
        try (LogWriter writer = writer(SMALL, Zxid.ZERO)) {
            writer.offer(new SegmentPreparer(disk, SMALL).prepare());
            disk.operations().clear();
            append(writer, journal.create(10));
            writer.flush(0);
        }
        assertEquals(
                List.of(
                        "rename muster.tmp.segment.1 log.1",
                        "sync .",
                        "write log.1",
                        "sync log.1",
                        "write muster.mark"),
                disk.operations());
        assertEquals(4096, disk.content("log.1").length);
    }

    @Test
    void syncsAFileForGoodBeforeTheNextTakesRecords() throws DiskException {
        try (LogWriter writer = writer(SMALL, Zxid.ZERO)) {
            append(writer, journal.create(3000));
            disk.operations().clear();
            append(writer, journal.create(3000));
            assertEquals(List.of("write log.1", "sync log.1"), disk.operations().subList(0, 2));
            assertEquals(new Zxid(1), writer.durable());
            writer.flush(0);
        }
        assertEquals(List.of("log.1", "log.2"), logs());
    }

    @Test
    void takesARecordLargerThanAFile() throws DiskException {
        try (LogWriter writer = writer(SMALL, Zxid.ZERO)) {
            append(writer, journal.create(100));
            append(writer, journal.create(2_000_000));
            append(writer, journal.create(100));
            writer.flush(0);
        }
        assertEquals(List.of("log.1", "log.2", "log.3"), logs());
        assertEquals(1, frames("log.2").size());
    }

    @Test
    void rollsAfterABatchBeyondTheLimit() throws DiskException {
        try (LogWriter writer = writer(new LogSettings(1 << 20, false, true, 1000), Zxid.ZERO)) {
            for (int i = 0; i < 6; i++) {
                append(writer, journal.create(500));
                writer.flush(i);
            }
        }
        assertEquals(List.of("log.1", "log.3", "log.5"), logs());
    }

    @Test
    void neverOverwritesALog() throws DiskException {
        disk.put("log.1", new byte[] {1, 2, 3});
        try (LogWriter writer = writer(SMALL, Zxid.ZERO)) {
            LoggedTxn txn = journal.create(10);
            var failure = assertThrows(DiskException.class, () -> append(writer, txn));
            assertEquals(DiskException.Kind.EXISTS, failure.kind());
        }
        assertArrayEquals(new byte[] {1, 2, 3}, disk.content("log.1"));
    }

    @Test
    void touchesTheDiskNoMoreAfterAFailedSync() throws DiskException {
        try (LogWriter writer = writer(SMALL, Zxid.ZERO)) {
            append(writer, journal.create(10));
            writer.flush(0);
            append(writer, journal.create(10));
            disk.fail("sync log.1", DiskException.Kind.IO);
            var failure = assertThrows(DiskException.class, () -> writer.flush(1));
            disk.fail("", DiskException.Kind.IO);
            disk.operations().clear();
            assertSame(failure, assertThrows(DiskException.class, () -> writer.flush(2)));
            LoggedTxn txn = journal.create(10);
            assertSame(failure, assertThrows(DiskException.class, () -> append(writer, txn)));
            assertSame(failure, assertThrows(DiskException.class, () -> writer.idle(3)));
            writer.shutdown();
            assertEquals(List.of(), disk.operations());
            assertEquals(new Zxid(1), writer.durable());
        }
    }

    @Test
    void goesOnWhileTheNextFileCannotBePrepared() throws DiskException {
        SegmentPreparer preparer = new SegmentPreparer(disk, SMALL);
        try (LogWriter writer = writer(SMALL, Zxid.ZERO)) {
            writer.offer(preparer.prepare());
            append(writer, journal.create(10));
            assertTrue(writer.wantsSpare());
            disk.fail("write muster.tmp.segment", DiskException.Kind.FULL);
            assertEquals(
                    DiskException.Kind.FULL,
                    assertThrows(DiskException.class, preparer::prepare).kind());
            assertTrue(disk.list().stream().noneMatch(e -> e.name().startsWith("muster.tmp")));
            append(writer, journal.create(10));
            assertEquals(new Zxid(2), writer.flush(0));
            LoggedTxn large = journal.create(4000);
            assertEquals(
                    DiskException.Kind.FULL,
                    assertThrows(DiskException.class, () -> append(writer, large)).kind());
        }
    }

    @Test
    void theNextFileIsSyncedPieceByPiece() throws DiskException {
        LogSettings large = new LogSettings((1 << 20) + 4096, true, true, Long.MAX_VALUE);
        try (SegmentPreparer.Filling filling = new SegmentPreparer(disk, large).begin()) {
            disk.operations().clear();
            assertFalse(filling.step());
            assertEquals("sync muster.tmp.segment.1", disk.operations().getLast());
            assertFalse(filling.step());
            assertTrue(filling.step());
            assertEquals(large.segmentBytes(), disk.content(filling.spare().name()).length);
        }
    }

    @Test
    void anUnfinishedFileIsDeleted() throws DiskException {
        LogSettings large = new LogSettings(1 << 20, true, true, Long.MAX_VALUE);
        try (SegmentPreparer.Filling filling = new SegmentPreparer(disk, large).begin()) {
            assertFalse(filling.step());
        }
        assertEquals(List.of(), disk.list());
    }

    @Test
    void marksWhatIsSyncedAtMostEveryTenMilliseconds() throws DiskException {
        try (LogWriter writer = writer(SMALL, Zxid.ZERO)) {
            append(writer, journal.create(10));
            writer.flush(1000);
            append(writer, journal.create(10));
            writer.flush(1009);
            assertEquals(new Zxid(1), MarkFile.read(disk).orElseThrow().synced());
            append(writer, journal.create(10));
            writer.idle(1010);
            SyncMark mark = MarkFile.read(disk).orElseThrow();
            assertEquals(new Zxid(2), mark.synced());
            assertEquals(frames("log.1").get(1).end(), mark.offset());
        }
    }

    @Test
    void leavesAMarkThatCoversEverythingAndNoPadding() throws DiskException {
        try (LogWriter writer = writer(SMALL, Zxid.ZERO)) {
            writer.offer(new SegmentPreparer(disk, SMALL).prepare());
            append(writer, journal.create(10));
            append(writer, journal.create(10));
            writer.shutdown();
        }
        SyncMark mark = MarkFile.read(disk.afterPowerLoss(() -> false)).orElseThrow();
        assertEquals(new Zxid(2), mark.synced());
        assertEquals(disk.content("log.1").length, mark.offset());
    }

    @Test
    void promisesNothingWithoutForceSync() throws DiskException {
        var settings = new LogSettings(4096, true, false, Long.MAX_VALUE);
        try (LogWriter writer = writer(settings, Zxid.ZERO)) {
            append(writer, journal.create(10));
            assertEquals(Zxid.ZERO, writer.flush(0));
            assertFalse(disk.operations().contains("sync log.1"));
            assertTrue(MarkFile.read(disk).isEmpty());
        }
    }

    @Test
    void refusesAZxidThatDoesNotRise() throws DiskException {
        try (LogWriter writer = writer(SMALL, new Zxid(5))) {
            byte[] payload = new byte[40];
            assertThrows(
                    BrokenInvariantException.class,
                    () -> writer.append(new Zxid(5), payload, 0, 40));
        }
    }

    private LogWriter writer(LogSettings settings, Zxid last) throws DiskException {
        return new LogWriter(disk, settings, MarkFile.open(disk), last);
    }

    private static void append(LogWriter writer, LoggedTxn txn) throws DiskException {
        byte[] payload = Journal.payload(txn);
        writer.append(txn.header().zxid(), payload, 0, payload.length);
    }

    private List<String> logs() {
        return disk.list().stream()
                .map(entry -> entry.name())
                .filter(name -> name.startsWith("log."))
                .sorted((a, b) -> Long.compare(number(a), number(b)))
                .toList();
    }

    private static long number(String name) {
        return Long.parseLong(name.substring(4), 16);
    }

    private List<Frame.Good> frames(String name) throws DiskException {
        List<Frame.Good> frames = new ArrayList<>();
        try (LogFileReader reader = LogFileReader.open(disk, name)) {
            Frame frame = reader.read(LogFileReader.FIRST_RECORD);
            while (frame instanceof Frame.Good good) {
                frames.add(good);
                frame = reader.read(good.end());
            }
            assertInstanceOf(Frame.End.class, frame);
        }
        return frames;
    }
}
