package org.muster.storage.name;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names are data files, and what they say. */
final class NamesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "log.0, 0",
                "log.1, 1",
                "log.100000001, 4294967297",
                "log.7fffffffffffffff, 9223372036854775807",
                "log.ffffffffffffffff, -",
                "log.01, -",
                "log.A, -",
                "log., -",
                "log.1.bak, -",
                "log.5.fixed, -",
                "log.-1, -",
                "log.10000000000000000, -",
                "LOG.1, -",
                "snapshot.1, -",
            })
    void ofLogs(String name, @Nullable Long first) {
        assertEquals(first, LogName.parse(name).map(n -> n.first().value()).orElse(null));
        LogName.parse(name).ifPresent(parsed -> assertEquals(name, parsed.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "snapshot.0, NONE",
                "snapshot.12.gz, GZIP",
                "snapshot.12.snappy, SNAPPY",
                "snapshot.12.GZ, -",
                "snapshot.12.tmp, -",
                "snapshot.12.gz.tmp, -",
                "snapshot.012, -",
                "snapshot.ffffffffffffffff, -",
                "snapshot., -",
                "log.1, -",
            })
    void ofSnapshots(String name, @Nullable Compression compression) {
        assertEquals(compression, SnapshotName.parse(name).map(n -> n.compression()).orElse(null));
        SnapshotName.parse(name).ifPresent(parsed -> assertEquals(name, parsed.toString()));
    }
}
