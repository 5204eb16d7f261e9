package org.muster.storage.meta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.recovery.Fixture;

/** Epoch files as the reference reads and writes them. */
final class EpochFileTest {
    private final MemoryDisk disk = new MemoryDisk();

    @Test
    void readWhatTheReferenceWrote() throws DiskException {
        var theirs = Fixture.of("quorum-member").snapshots();
        assertEquals(OptionalLong.of(2), EpochFile.ACCEPTED.read(theirs));
        assertEquals(OptionalLong.of(2), EpochFile.CURRENT.read(theirs));
    }

    @Test
    void areDecimalWithoutALineFeedAndDurable() throws DiskException {
        EpochFile.CURRENT.write(disk, 12);
        EpochFile.CURRENT.write(disk, 13);
        assertArrayEquals(new byte[] {'1', '3'}, disk.content("currentEpoch"));
        assertEquals(1, disk.list().size());
        assertEquals(OptionalLong.of(13), EpochFile.CURRENT.read(disk.afterPowerLoss(() -> false)));
        assertEquals(
                List.of(
                        "create muster.tmp.currentEpoch",
                        "write muster.tmp.currentEpoch",
                        "sync muster.tmp.currentEpoch",
                        "replace muster.tmp.currentEpoch currentEpoch",
                        "sync ."),
                disk.operations().subList(0, 5));
    }

    @Test
    void mayBeAbsent() throws DiskException {
        assertEquals(OptionalLong.empty(), EpochFile.ACCEPTED.read(disk));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1 ", "0x1", "\n5"})
    void areRefusedWithoutANumber(String text) {
        disk.put("acceptedEpoch", text.getBytes(StandardCharsets.US_ASCII));
        assertThrows(DiskException.class, () -> EpochFile.ACCEPTED.read(disk));
    }

    @Test
    void countTheFirstLineOnly() throws DiskException {
        disk.put("acceptedEpoch", "7\nnonsense".getBytes(StandardCharsets.US_ASCII));
        assertEquals(OptionalLong.of(7), EpochFile.ACCEPTED.read(disk));
    }
}
