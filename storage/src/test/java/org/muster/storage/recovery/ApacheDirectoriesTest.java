package org.muster.storage.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.model.Zxid;
import org.muster.storage.disk.DiskException;

/** What recovery makes of directories that Apache ZooKeeper wrote, whole and damaged. */
final class ApacheDirectoriesTest {

    @ParameterizedTest
    @CsvSource({
        "container-ttl-expiry,          CLEAN",
        "empty-tail-log,                CLEAN",
        "fuzzy-snapshot,                CLEAN",
        "gz-snapshot,                   CLEAN",
        "no-digest,                     CLEAN",
        "quorum-member,                 CLEAN",
        "separate-log-dir,              CLEAN",
        "snapcount-rolled,              CLEAN",
        "snappy-snapshot,               CLEAN",
        "snapshot-plus-overlapping-log, CLEAN",
        "standalone-small,              CLEAN",
        "torn-tail,                     TORN",
        "torn-tail-zeros,               TORN",
        "with-multi-and-acl,            CLEAN",
    })
    void loadToExactlyTheTreeThatWasWritten(String name, Recovered.Ending ending)
            throws DiskException {
        Fixture fixture = Fixture.of(name);
        StateUnderTest sink = new StateUnderTest();
        Recovered recovered = Recovery.recover(fixture.directories(), Optional.empty(), sink);
        var intact = assertInstanceOf(Recovered.Intact.class, recovered, recovered.toString());
        Map<String, Object> expected = fixture.expected();
        assertEquals(expected.get("lastZxid"), intact.last().toString());
        assertEquals(ending, intact.ending());
        assertEquals(TreeText.of(expected), TreeText.of(sink.state()));
        assertEquals(
                expected.get("treeDigest"), Long.toUnsignedString(sink.state().digest().value()));
        assertEquals(
                0, intact.findings().stream().filter(f -> f.level() == Finding.Level.LOUD).count());
    }

    @ParameterizedTest
    @CsvSource({
        // the reference keeps sessions of the snapshot it gave up, Muster does not
        "newest-snapshot-corrupt, with-multi-and-acl",
        "short-header-tail-log,   standalone-small",
    })
    void loadBetterThanTheReferenceDoes(String name, String asIn) throws DiskException {
        StateUnderTest sink = new StateUnderTest();
        Recovered recovered =
                Recovery.recover(Fixture.of(name).directories(), Optional.empty(), sink);
        assertInstanceOf(Recovered.Intact.class, recovered, recovered.toString());
        assertEquals(TreeText.of(Fixture.of(asIn).expected()), TreeText.of(sink.state()));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // fixture,              file,          offset, last good,   first after, missing
                "corrupt-last-record,    log.1,         906,    0xa,         -,           true",
                "corrupt-middle,         log.1,         77,     0x1,         0x3,         true",
                "eor-flip-silent-loss,   log.1,         181,    0x2,         0x4,         true",
                "length-flip-silent-loss,log.1,         288,    0x3,         0x5,         true",
                "zero-hole-silent-loss,  log.1,         181,    0x2,         0x4,         true",
                "gap-in-log,             log.d,         16,     0xb,         0xd,         true",
                "gap-after-snapshot,     log.13,        16,     0x0,         0x13,        true",
                "enospc-retry-garble,    log.100000001, 106459, 0x100000612, 0x1000003d4, false",
            })
    void refusesWhereAcknowledgedDataMayBeMissing(
            String name,
            String file,
            long offset,
            String lastGood,
            @Nullable String firstAfter,
            boolean missing)
            throws DiskException {
        Recovered recovered =
                Recovery.recover(
                        Fixture.of(name).directories(), Optional.empty(), new StateUnderTest());
        var suspect = assertInstanceOf(Recovered.Suspect.class, recovered, recovered.toString());
        Damage damage = suspect.damage();
        assertEquals(file, damage.file());
        assertEquals(offset, damage.offset(), damage.toString());
        assertEquals(lastGood, damage.lastGood().toString());
        Zxid after = damage.firstAfter();
        if (firstAfter == null) {
            assertNull(after);
        } else {
            assertEquals(firstAfter, String.valueOf(after));
        }
        assertEquals(missing, !damage.nothingMissing());
    }

    @ParameterizedTest
    @CsvSource({
        "corrupt-middle, 0x1",
        "zero-hole-silent-loss, 0x2",
        "gap-in-log, 0xb",
        "enospc-retry-garble, 0x100000612",
    })
    void serveAgainAfterARepairAndKeepTheOriginals(String name, String last) throws DiskException {
        Fixture fixture = Fixture.of(name);
        Map<String, Integer> before = sizes(fixture);
        var suspect =
                assertInstanceOf(
                        Recovered.Suspect.class,
                        Recovery.recover(
                                fixture.directories(), Optional.empty(), new StateUnderTest()));
        suspect.repair().orElseThrow().carryOut(fixture.directories());
        Recovered again =
                Recovery.recover(fixture.directories(), Optional.empty(), new StateUnderTest());
        var intact = assertInstanceOf(Recovered.Intact.class, again, again.toString());
        assertEquals(last, intact.last().toString());
        Map<String, Integer> after = sizes(fixture);
        String damaged = suspect.damage().file();
        assertEquals(
                1,
                after.entrySet().stream()
                        .filter(e -> e.getKey().startsWith("muster.aside."))
                        .filter(e -> e.getKey().endsWith("." + damaged))
                        .filter(e -> e.getValue().equals(before.get(damaged)))
                        .count(),
                after.toString());
    }

    private static Map<String, Integer> sizes(Fixture fixture) {
        Map<String, Integer> sizes = new TreeMap<>();
        fixture.logs().list().forEach(e -> sizes.put(e.name(), (int) e.sizeBytes()));
        return sizes;
    }
}
