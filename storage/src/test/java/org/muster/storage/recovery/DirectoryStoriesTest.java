package org.muster.storage.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.model.TreeDigest;
import org.muster.model.Zxid;
import org.muster.model.txn.LoggedTxn;
import org.muster.storage.Journal;
import org.muster.storage.Served;
import org.muster.storage.Store;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.log.Frame;
import org.muster.storage.log.LogFileReader;
import org.muster.storage.name.OwnNames;

/** What becomes of directories to which something happened. */
final class DirectoryStoriesTest {
    private final Served served = new Served();
    private final MemoryDisk disk = served.disk();
    private final Journal journal = served.journal();

    private Recovered recover() throws DiskException {
        StateUnderTest sink = new StateUnderTest();
        try (Store store = Store.open(Directories.single(disk))) {
            Recovered recovered = store.recover(sink);
            if (recovered instanceof Recovered.Intact intact) {
                assertEquals(
                        journal.stateAt(intact.last().value()).digest(), sink.state().digest());
            }
            return recovered;
        }
    }

    private Recovered.Intact intact() throws DiskException {
        Recovered recovered = recover();
        return assertInstanceOf(Recovered.Intact.class, recovered, recovered.toString());
    }

    private Damage suspect() throws DiskException {
        Recovered recovered = recover();
        return assertInstanceOf(Recovered.Suspect.class, recovered, recovered.toString()).damage();
    }

    private void flip(String name, int at) {
        byte[] content = disk.content(name);
        content[at] ^= 1;
        disk.put(name, content);
    }

    private List<String> names() {
        return disk.list().stream().map(DirEntry::name).toList();
    }

    /** Where the record {@code zxid} of the log {@code name} begins. */
    private static int offsetOf(MemoryDisk disk, String name, long zxid) throws DiskException {
        try (LogFileReader reader = LogFileReader.open(disk, name)) {
            long offset = LogFileReader.FIRST_RECORD;
            while (reader.read(offset) instanceof Frame.Good good) {
                if (good.zxid().value() == zxid) {
                    return (int) offset;
                }
                offset = good.end();
            }
        }
        throw new AssertionError("no " + zxid + " in " + name);
    }

    @Test
    void aDamagedSnapshotIsPassedOverIfTheLogReachesBehindIt() throws DiskException {
        served.run(8, 4);
        served.run(3, 0);
        flip("snapshot.4", 300);
        Recovered.Intact found = intact();
        assertEquals(new Zxid(11), found.last());
        assertEquals("snapshot.0", found.loaded().snapshot().orElseThrow().toString());
        assertEquals(Finding.Level.LOUD, found.findings().getFirst().level());
        found.settlement().carryOut(Directories.single(disk));
        assertTrue(names().contains("muster.aside.b.1.snapshot.4"), names().toString());
        assertEquals(List.of(), intact().findings());
    }

    @Test
    void aDamagedSnapshotIsNotReplacedByOneThatTheLogDoesNotReach() throws DiskException {
        served.run(8, 8);
        flip("snapshot.8", 300);
        disk.put(OwnNames.MARK, null);
        byte[] log = disk.content("log.1");
        disk.put("log.1", Arrays.copyOf(log, offsetOf(disk, "log.1", 6)));
        Damage damage = suspect();
        assertEquals("snapshot.8", damage.file());
        assertEquals(new Zxid(5), damage.lastGood());
    }

    @Test
    void aDamagedSnapshotIsNotReplacedOverAGapInTheLog() throws DiskException {
        served.run(4, 0);
        served.run(4, 8);
        served.run(4, 0);
        flip("snapshot.8", 300);
        disk.put(OwnNames.MARK, null);
        disk.put("log.5", null);
        Damage damage = suspect();
        assertEquals("log.9", damage.file());
        assertEquals(new Zxid(4), damage.lastGood());
        assertEquals(new Zxid(9), damage.firstAfter());
    }

    @Test
    void aFileThatIsGoneIsNamedByItsNeighbour() throws DiskException {
        served.run(3, 0);
        served.run(3, 0);
        served.run(3, 0);
        disk.put("log.4", null);
        Damage damage = suspect();
        assertEquals("log.7", damage.file());
        assertEquals("transactions between 0x3 and 0x7 are missing", damage.reason());
    }

    @Test
    void theEndOfAFileThatAnotherContinuesIsIgnoredAndCleaned() throws DiskException {
        served.run(5, 0);
        served.run(4, 0);
        byte[] log = disk.content("log.1");
        byte[] longer = Arrays.copyOf(log, log.length + 50);
        Arrays.fill(longer, log.length, longer.length, (byte) 'x');
        disk.put("log.1", longer);
        Recovered.Intact found = intact();
        assertEquals(new Zxid(9), found.last());
        assertEquals(Finding.Level.WARNING, found.findings().getFirst().level());
        found.settlement().carryOut(Directories.single(disk));
        assertEquals(-1, Arrays.mismatch(log, disk.content("log.1")));
        assertEquals(-1, Arrays.mismatch(longer, disk.content("muster.aside.9.1.log.1")));
        assertEquals(List.of(), intact().findings());
    }

    @Test
    void damageThatTheSnapshotCoversIsSkippedAndCleaned() throws DiskException {
        served.run(8, 5);
        flip("log.1", offsetOf(disk, "log.1", 3) + 60);
        Recovered.Intact found = intact();
        assertEquals(new Zxid(8), found.last());
        assertEquals(1, found.findings().size());
        found.settlement().carryOut(Directories.single(disk));
        assertEquals(List.of(), intact().findings());
        try (LogFileReader reader = LogFileReader.open(disk, "log.1")) {
            long offset = LogFileReader.FIRST_RECORD;
            int records = 0;
            while (reader.read(offset) instanceof Frame.Good good) {
                records++;
                offset = good.end();
            }
            assertEquals(7, records);
            assertInstanceOf(Frame.End.class, reader.read(offset));
        }
    }

    @Test
    void alienBytesBetweenRecordsAreRepairedWithoutLoss() throws DiskException {
        served.run(8, 0);
        byte[] log = disk.content("log.1");
        int at = offsetOf(disk, "log.1", 4);
        byte[] garbled = new byte[log.length + 33];
        System.arraycopy(log, 0, garbled, 0, at);
        Arrays.fill(garbled, at, at + 33, (byte) 7);
        System.arraycopy(log, at, garbled, at + 33, log.length - at);
        disk.put("log.1", garbled);
        try (Store store = Store.open(Directories.single(disk))) {
            var found =
                    assertInstanceOf(Recovered.Suspect.class, store.recover(new StateUnderTest()));
            assertTrue(found.damage().nothingMissing());
            assertEquals(new Zxid(8), found.damage().lastGood());
            store.repair(found.repair().orElseThrow());
        }
        assertEquals(new Zxid(8), intact().last());
        assertEquals(-1, Arrays.mismatch(log, disk.content("log.1")));
    }

    @Test
    void aRepairThatGivesUpTheEndLeavesADirectoryThatServes() throws DiskException {
        served.run(4, 0);
        served.run(4, 6);
        served.run(4, 0);
        flip("log.5", offsetOf(disk, "log.5", 7) + 60);
        flip("snapshot.6", 300);
        try (Store store = Store.open(Directories.single(disk))) {
            var found =
                    assertInstanceOf(Recovered.Suspect.class, store.recover(new StateUnderTest()));
            assertEquals(new Zxid(6), found.damage().lastGood());
            assertEquals(new Zxid(8), found.damage().firstAfter());
            store.repair(found.repair().orElseThrow());
        }
        Recovered.Intact found = intact();
        assertEquals(new Zxid(6), found.last());
        assertEquals(List.of(), found.findings());
        journal.rewind(found.last());
        served.run(2, 0);
        assertEquals(new Zxid(8), intact().last());
    }

    @Test
    void anUncleanStopMakesTheLastFileDurableAnewAndAnOrderlyOneDoesNot() throws DiskException {
        served.run(5, 0);
        assertEquals(List.of(), intact().settlement().changes());
        served.crash(5);
        List<Change> changes = intact().settlement().changes();
        assertEquals(1, changes.size(), changes.toString());
        assertInstanceOf(Change.Rewrite.class, changes.getFirst());
        intact().settlement().carryOut(Directories.single(disk));
        assertEquals(List.of(), intact().settlement().changes());
    }

    @Test
    void theMarkIsVoidOnceAnotherServerWroteASnapshot() throws DiskException {
        served.run(6, 0);
        disk.put("log.1", Arrays.copyOf(disk.content("log.1"), offsetOf(disk, "log.1", 4)));
        assertEquals(new Zxid(3), suspect().lastGood());
        disk.put("snapshot.3", served.snapshotBytes(3));
        Recovered.Intact found = intact();
        assertEquals(new Zxid(3), found.last());
        assertEquals(Finding.Level.NOTE, found.findings().getFirst().level());
    }

    @Test
    void theMarkIsVoidOnceAnotherServerWroteRecordsBehindIt() throws DiskException {
        served.run(3, 0);
        List<LoggedTxn> theirs = List.of(journal.create(20), journal.create(30));
        byte[] foreign = Served.foreignLog(theirs);
        disk.put("log.4", foreign);
        assertEquals(new Zxid(5), intact().last());
        disk.put("log.4", Arrays.copyOf(foreign, foreign.length - 5));
        assertEquals(new Zxid(4), intact().last());
    }

    @Test
    void aRecordOfOursWithAnotherDigestIsRefused() throws DiskException {
        served.run(3, 0);
        served.appendAsIs(withWrongDigest(journal.create(5)));
        Damage damage = suspect();
        assertEquals(new Zxid(3), damage.lastGood());
        assertTrue(damage.reason().contains("digest"), damage.reason());
    }

    @Test
    void aRecordOfTheReferenceWithAnotherDigestIsToldOnceAndLoudly() throws DiskException {
        served.run(3, 0);
        List<LoggedTxn> theirs =
                List.of(
                        withWrongDigest(journal.create(5)),
                        withWrongDigest(journal.create(6)),
                        journal.create(7));
        disk.put("log.4", Served.foreignLog(theirs));
        Recovered.Intact found = intact();
        assertEquals(new Zxid(6), found.last());
        assertEquals(1, found.findings().size());
        assertEquals(Finding.Level.LOUD, found.findings().getFirst().level());
    }

    private static LoggedTxn withWrongDigest(LoggedTxn txn) {
        TreeDigest digest = txn.digest();
        long value = digest == null ? 0 : digest.value();
        return new LoggedTxn(
                txn.header(), txn.txn(), new TreeDigest(TreeDigest.VERSION, value + 1));
    }

    @Test
    void aSnapshotTakenDuringWritesNeedsTheLogUpToItsEnd() throws DiskException {
        Fixture fixture = Fixture.of("fuzzy-snapshot");
        MemoryDisk theirs = fixture.logs();
        byte[] log = theirs.content("log.1");
        theirs.put("log.1", Arrays.copyOf(log, offsetOf(theirs, "log.1", 0x95)));
        Recovered recovered =
                Recovery.recover(fixture.directories(), Optional.empty(), new StateUnderTest());
        Damage damage = assertInstanceOf(Recovered.Suspect.class, recovered).damage();
        assertEquals(new Zxid(0x94), damage.lastGood());
        assertTrue(damage.reason().contains("0x9d"), damage.reason());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 15, 16, 100, 4096})
    void aNewestLogWithoutARecordGivesItsNameFree(int bytes) throws DiskException {
        served.run(3, 0);
        byte[] blank = new byte[bytes];
        if (bytes >= 16) {
            System.arraycopy(disk.content("log.1"), 0, blank, 0, bytes == 100 ? 0 : 16);
        } else {
            System.arraycopy(disk.content("log.1"), 0, blank, 0, bytes);
        }
        disk.put("log.4", blank);
        assertEquals(new Zxid(3), intact().last());
        served.run(2, 0);
        assertEquals(new Zxid(5), intact().last());
        assertTrue(names().contains("log.4"));
    }

    @Test
    void oddNamesAreToldAndNeverRead() throws DiskException {
        served.run(3, 0);
        for (String name : List.of("log.1.bak", "log.02", "snapshot.3.tmp")) {
            disk.put(name, new byte[] {1, 2, 3});
        }
        assertEquals(
                List.of("log.02", "log.1.bak", "snapshot.3.tmp"),
                intact().findings().stream().map(Finding::file).toList());
    }

    @Test
    void aDirectoryOnlyWithOddNamesIsNotTakenForANewOne() throws DiskException {
        disk.put("snapshot.0.bak", new byte[1]);
        suspect();
    }

    @Test
    void dataThatWereThereAreMissed() throws DiskException {
        served.run(3, 3);
        for (String name : names()) {
            if (name.startsWith("log.") || name.startsWith("snapshot.")) {
                disk.put(name, null);
            }
        }
        assertTrue(suspect().reason().contains("gone"));
        disk.put(OwnNames.MARK, null);
        suspect();
        disk.put(OwnNames.META, null);
        assertEquals(Recovered.Ending.EMPTY, intact().ending());
    }

    @Test
    void aMemoryThatCannotBeReadIsToldAndStopsNothing() throws DiskException {
        served.run(3, 0);
        disk.put(OwnNames.META, new byte[300_000]);
        Recovered.Intact found = intact();
        assertEquals(new Zxid(3), found.last());
        assertEquals(OwnNames.META, found.findings().getFirst().file());
    }

    @Test
    void logsThatVanishedWithTheirMarkAreMissed() throws DiskException {
        served.run(5, 3);
        disk.put("log.1", null);
        disk.put(OwnNames.MARK, null);
        assertTrue(suspect().reason().contains("gone"));
    }

    @Test
    void aLogWithoutASnapshotServesOnlyIfItBeginsAtTheBeginning() throws DiskException {
        served.run(3, 0);
        served.run(3, 0);
        disk.put("snapshot.0", null);
        assertEquals(new Zxid(6), intact().last());
        disk.put("log.1", null);
        suspect();
    }

    @Test
    void separateDirectoriesHoldOnlyTheirOwnKind() throws DiskException {
        MemoryDisk snapshots = new MemoryDisk();
        MemoryDisk logs = new MemoryDisk();
        snapshots.put("log.1", new byte[16]);
        Directories separate = Directories.separate(snapshots, logs);
        assertThrows(
                DiskException.class,
                () -> Recovery.recover(separate, Optional.empty(), new StateUnderTest()));
        snapshots.put("log.1", null);
        logs.put("snapshot.1", new byte[16]);
        assertThrows(
                DiskException.class,
                () -> Recovery.recover(separate, Optional.empty(), new StateUnderTest()));
    }

    @Test
    void oneProcessAtATimeUsesADirectory() throws DiskException {
        try (Store _ = Store.open(Directories.single(disk))) {
            var failure =
                    assertThrows(DiskException.class, () -> Store.open(Directories.single(disk)));
            assertEquals(DiskException.Kind.LOCKED, failure.kind());
        }
        Store.open(Directories.single(disk)).close();
    }
}
