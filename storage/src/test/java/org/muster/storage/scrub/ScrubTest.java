package org.muster.storage.scrub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.model.Zxid;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.recovery.Fixture;
import org.muster.storage.recovery.Recovered;
import org.muster.storage.recovery.Recovery;
import org.muster.storage.recovery.StateUnderTest;

/** Scrubbing a directory with six snapshots and six logs, the newest of them being written. */
final class ScrubTest {
    private final Fixture fixture = Fixture.of("snapcount-rolled");
    private final MemoryDisk disk = fixture.logs();
    private int asked;

    private Scrub.Report scrub() throws DiskException {
        return Scrub.run(fixture.directories(), () -> ++asked > 0);
    }

    private void damage(String name, int at) {
        byte[] content = disk.content(name);
        content[at] ^= 1;
        disk.put(name, content);
    }

    @Test
    void wholeFilesAreNoFinding() throws DiskException {
        Scrub.Report report = scrub();
        assertTrue(report.isClean());
        assertEquals(11, report.files());
        assertTrue(asked > 40, "it asks before each record: " + asked);
    }

    @Test
    void damageIsFoundWhereItIs() throws DiskException {
        damage("snapshot.d", disk.content("snapshot.d").length / 2);
        damage("log.9", 40);
        Scrub.Report report = scrub();
        assertFalse(report.isClean());
        assertEquals("[snapshot.d]", report.snapshots().toString());
        assertEquals(List.of("log.9 at offset 16: checksum of a record differs"), report.logs());
        assertEquals(9, report.files());
        assertFalse(report.startFails(), "a newer snapshot is whole");
    }

    @Test
    void aStartFailsOnADamagedLogBehindTheNewestWholeSnapshot() throws DiskException {
        damage("log.9", 40);
        damage("snapshot.14", disk.content("snapshot.14").length / 2);
        damage("snapshot.1e", disk.content("snapshot.1e").length / 2);
        assertFalse(scrub().startFails(), "snapshot.25 is whole");
        damage("snapshot.25", disk.content("snapshot.25").length / 2);
        damage("snapshot.d", disk.content("snapshot.d").length / 2);
        assertTrue(scrub().startFails());
        var suspect =
                assertInstanceOf(
                        Recovered.Suspect.class,
                        Recovery.recover(
                                fixture.directories(), Optional.empty(), new StateUnderTest()));
        assertEquals("log.9", suspect.damage().file());
    }

    @Test
    void theLogBeingWrittenIsLeftAlone() throws DiskException {
        damage("log.27", 40);
        assertTrue(scrub().isClean());
    }

    @Test
    void itIsGivenUpWhenToldTo() throws DiskException {
        assertEquals(0, Scrub.run(fixture.directories(), () -> false).files());
    }

    @Test
    void aSnapshotSetAsideIsNoSnapshotAnyMore() throws DiskException {
        damage("snapshot.25", disk.content("snapshot.25").length / 2);
        Scrub.setAside(fixture.directories(), scrub().snapshots().getFirst(), Zxid.of(0, 0x2a));
        assertTrue(scrub().isClean());
        assertEquals(
                List.of("muster.aside.2a.0.snapshot.25"),
                disk.list().stream()
                        .map(DirEntry::name)
                        .filter(name -> name.startsWith("muster.aside"))
                        .toList());
        var intact =
                assertInstanceOf(
                        Recovered.Intact.class,
                        Recovery.recover(
                                fixture.directories(), Optional.empty(), new StateUnderTest()));
        assertEquals("0x2a", intact.last().toString());
    }
}
