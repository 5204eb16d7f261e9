package org.muster.storage.purge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.recovery.Fixture;
import org.muster.storage.recovery.Recovered;
import org.muster.storage.recovery.Recovery;
import org.muster.storage.recovery.StateUnderTest;

/** Purging a directory with six snapshots and six logs. */
final class PurgeTest {
    private final Fixture fixture = Fixture.of("snapcount-rolled");
    private final MemoryDisk disk = fixture.logs();
    private final Purge purge = new Purge(fixture.directories());

    @Test
    void keepsThreeSnapshotsAndTheLogsTheyNeed() throws DiskException {
        Purge.Deleted deleted = purge.run(3);
        assertEquals(List.of("snapshot.0", "snapshot.7", "snapshot.d"), deleted.snapshots());
        // snapshot.14 needs 0x15, which lies in log.f.
        assertEquals(List.of("log.1", "log.9"), deleted.logs());
        assertEquals(List.of(), deleted.damaged());
        assertEquals(
                List.of(
                        "log.16",
                        "log.20",
                        "log.27",
                        "log.f",
                        "snapshot.14",
                        "snapshot.1e",
                        "snapshot.25"),
                names());
        var intact =
                assertInstanceOf(
                        Recovered.Intact.class,
                        Recovery.recover(
                                fixture.directories(), Optional.empty(), new StateUnderTest()));
        assertEquals("0x2a", intact.last().toString());
    }

    @Test
    void neverKeepsFewerThanThree() throws DiskException {
        assertEquals(3, purge.run(1).snapshots().size());
    }

    @Test
    void doesNotCountASnapshotThatCannotBeRead() throws DiskException {
        for (String name : List.of("snapshot.25", "snapshot.1e", "snapshot.14")) {
            byte[] content = disk.content(name);
            content[content.length / 2] ^= 1;
            disk.put(name, content);
        }
        Purge.Deleted deleted = purge.run(3);
        assertEquals(List.of(), deleted.snapshots());
        assertEquals(List.of(), deleted.logs());
        assertEquals(List.of("snapshot.25", "snapshot.1e", "snapshot.14"), deleted.damaged());
    }

    @Test
    void deletesNothingWithFewSnapshots() throws DiskException {
        Purge.Deleted deleted = purge.run(7);
        assertTrue(deleted.snapshots().isEmpty() && deleted.logs().isEmpty());
    }

    @Test
    void leavesNamesThatAreNotCanonicalAlone() throws DiskException {
        for (String name : List.of("snapshot.0.bak", "log.01", "log.1.fixed", "snapshot.tmp")) {
            disk.put(name, new byte[] {1});
        }
        purge.run(3);
        assertTrue(
                names().containsAll(
                                List.of(
                                        "snapshot.0.bak",
                                        "log.01",
                                        "log.1.fixed",
                                        "snapshot.tmp")));
    }

    @Test
    void keepsTheNewestOfTheLogForOthersToCatchUp() throws DiskException {
        List<DirEntry> logs =
                disk.list().stream().filter(e -> e.name().startsWith("log.")).toList();
        List<String> deleted = new Purge(fixture.directories()).run(3).logs();
        assertTrue(deleted.size() >= 2, deleted.toString());
        Fixture again = Fixture.of("snapcount-rolled");
        long allBytes = logs.stream().mapToLong(DirEntry::sizeBytes).sum();
        Purge member = new Purge(again.directories(), allBytes);
        assertEquals(List.of(), member.run(3).logs());
    }

    @Test
    void makesItsDeletionsDurable() throws DiskException {
        disk.operations().clear();
        purge.run(3);
        assertEquals("sync .", disk.operations().get(3));
        assertEquals("sync .", disk.operations().getLast());
    }

    private List<String> names() {
        return disk.list().stream().map(DirEntry::name).toList();
    }
}
