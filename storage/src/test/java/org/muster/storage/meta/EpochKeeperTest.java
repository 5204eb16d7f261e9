package org.muster.storage.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.model.BrokenInvariantException;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.MemoryDisk;
import org.muster.storage.name.OwnNames;
import org.muster.storage.recovery.Fixture;

/** What a member promised is durable when it says so, and survives the loss of either record. */
final class EpochKeeperTest {
    private MemoryDisk disk = new MemoryDisk();

    @Test
    void writesWhatChangedWithTwoSyncs() throws DiskException {
        EpochKeeper keeper = EpochKeeper.begin(disk, Epochs.ZERO, Doubt.NONE);
        disk.operations().clear();
        keeper.keep(1, 0);
        assertEquals(List.of("sync muster.tmp.acceptedEpoch", "sync ."), syncs());
        disk.operations().clear();
        keeper.keep(1, 1);
        assertEquals(List.of("sync muster.tmp.currentEpoch", "sync ."), syncs());
        disk.operations().clear();
        keeper.keep(1, 1);
        assertEquals(List.of(), disk.operations());
        assertEquals(new Epochs(1, 1), keeper.epochs());
    }

    private List<String> syncs() {
        return disk.operations().stream().filter(text -> text.startsWith("sync")).toList();
    }

    @Test
    void neverGoesBack() throws DiskException {
        EpochKeeper keeper = EpochKeeper.begin(disk, new Epochs(5, 4), Doubt.NONE);
        assertThrows(BrokenInvariantException.class, () -> keeper.keep(4, 4));
        assertThrows(BrokenInvariantException.class, () -> keeper.keep(5, 3));
        assertThrows(BrokenInvariantException.class, () -> keeper.keep(5, 6));
        assertEquals(new Epochs(5, 4), EpochMemory.read(disk).epochs(0));
    }

    @Test
    void isWhatTheReferenceReads() throws DiskException {
        EpochKeeper.begin(disk, new Epochs(12, 3), Doubt.NONE).keep(12, 11);
        assertEquals("12", text("acceptedEpoch"));
        assertEquals("11", text("currentEpoch"));
    }

    private String text(String name) {
        return new String(disk.content(name), StandardCharsets.US_ASCII);
    }

    @Test
    void holdsItsPromisesWhereverThePowerGoes() throws DiskException {
        int interrupted = 0;
        for (int kind = 0; kind < 6; kind++) {
            boolean finished = false;
            for (int stop = 0; !finished; stop++) {
                SplittableRandom random = new SplittableRandom(kind * 100L + stop);
                disk = new MemoryDisk();
                disk.stopBefore(stop);
                Epochs durable = null;
                try {
                    EpochKeeper keeper = EpochKeeper.begin(disk, Epochs.ZERO, Doubt.NONE);
                    durable = keeper.epochs();
                    for (int epoch = 1; epoch <= 3; epoch++) {
                        keeper.keep(epoch, epoch - 1);
                        durable = keeper.epochs();
                        keeper.keep(epoch, epoch);
                        durable = keeper.epochs();
                    }
                    finished = true;
                } catch (MemoryDisk.PowerLoss gone) {
                    interrupted++;
                }
                int every = 1 + kind;
                MemoryDisk left =
                        disk.afterPowerLoss(
                                every == 6 ? () -> false : () -> random.nextInt(every) == 0);
                EpochMemory found = EpochMemory.read(left);
                if (durable != null) {
                    assertTrue(found.isComplete(), "kind " + kind + ", stop " + stop);
                    assertTrue(found.accepted().getAsLong() >= durable.accepted());
                    assertTrue(found.current().getAsLong() >= durable.current());
                    assertEquals(
                            found.epochs(0),
                            EpochKeeper.begin(left, found.epochs(0), Doubt.NONE).epochs());
                }
            }
        }
        assertTrue(interrupted > 100, interrupted + " power losses");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // accepted file, current file, copy, known accepted, known current
                "7, 6, 7 6, 7, 6",
                "9, 9, 7 6, 9, 9", // the reference ran meanwhile
                "7, 6, 8 6, 8, 6", // the copy is newer: the file came back old
                "-, 6, 7 6, 7, 6",
                "7, -, 7 6, 7, 6",
                "-, -, 7 6, 7, 6",
                "x, y, 7 6, 7, 6",
                "7, 6, -, 7, 6",
                "7, 6, damaged, 7, 6",
                "-, 6, -, -, 6",
                "7, -, damaged, 7, -",
                "-1, 99999999999, -, -, -",
            })
    void areTheHigherOfWhatIsValid(
            String accepted, String current, String copy, Long knownAccepted, Long knownCurrent)
            throws DiskException {
        if (copy != null) {
            EpochKeeper.begin(disk, new Epochs(1, 1), Doubt.NONE)
                    .keep(7, copy.equals("8 6") ? 6 : 1);
            EpochKeeper.begin(disk, new Epochs(copy.equals("8 6") ? 8 : 7, 6), Doubt.NONE);
        }
        put("acceptedEpoch", accepted);
        put("currentEpoch", current);
        if ("damaged".equals(copy)) {
            disk.put(OwnNames.EPOCHS, new byte[8192]);
        }
        EpochMemory found = EpochMemory.read(disk);
        assertEquals(optional(knownAccepted), found.accepted());
        assertEquals(optional(knownCurrent), found.current());
        assertEquals(knownAccepted != null && knownCurrent != null, found.isComplete());
    }

    private void put(String name, String text) {
        disk.put(name, text == null ? null : text.getBytes(StandardCharsets.US_ASCII));
    }

    private static OptionalLong optional(Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @Test
    void acceptTheEpochOfTheLastTransactionButDoNotFollowIt() throws DiskException {
        EpochKeeper.begin(disk, new Epochs(4, 4), Doubt.NONE);
        assertEquals(new Epochs(6, 4), EpochMemory.read(disk).epochs(6));
        assertEquals(new Epochs(4, 4), EpochMemory.read(disk).epochs(2));
    }

    @Test
    void ignoresAndDropsAnInterruptedChangeOfTheReferences() throws DiskException {
        put("acceptedEpoch", "3");
        put("currentEpoch", "2");
        put("currentEpoch.tmp", "3");
        EpochMemory found = EpochMemory.read(disk);
        assertEquals(new Epochs(3, 2), found.epochs(0));
        EpochKeeper.begin(disk, found.epochs(0), Doubt.NONE);
        assertFalse(disk.list().stream().anyMatch(entry -> entry.name().endsWith(".tmp")));
    }

    @Test
    void rememberADoubtUntilItIsDispelled() throws DiskException {
        EpochKeeper keeper = EpochKeeper.begin(disk, new Epochs(3, 3), Doubt.SUSPECT);
        keeper.keep(4, 3);
        assertEquals(Optional.of(Doubt.SUSPECT), EpochMemory.read(disk).doubt());
        keeper.keep(4, 4, Doubt.NONE);
        MemoryDisk left = disk.afterPowerLoss(() -> false);
        assertEquals(Optional.of(Doubt.NONE), EpochMemory.read(left).doubt());
        keeper.keep(4, 4, Doubt.AMNESIAC);
        left = disk.afterPowerLoss(() -> false);
        assertEquals(Optional.of(Doubt.AMNESIAC), EpochMemory.read(left).doubt());
    }

    @Test
    void continuesWhereTheReferenceStopped() throws DiskException {
        MemoryDisk theirs = Fixture.of("quorum-member").snapshots();
        EpochMemory found = EpochMemory.read(theirs);
        assertEquals(new Epochs(2, 2), found.epochs(2));
        EpochKeeper.begin(theirs, found.epochs(2), Doubt.NONE).keep(3, 2);
        assertEquals(new Epochs(3, 2), EpochMemory.read(theirs).epochs(2));
    }
}
