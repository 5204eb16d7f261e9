package org.muster.server.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.model.Zxid;
import org.muster.replica.core.CoreInput;
import org.muster.server.log.EventLog;
import org.muster.storage.disk.NioDisk;
import org.muster.storage.recovery.Directories;

class ScrubDeskTest {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final List<CoreInput> asked = new ArrayList<>();

    @TempDir Path folder;
    private boolean member;
    private String halted = "";

    private void halted(int code, String reason, @Nullable Throwable cause) {
        halted = code + ": " + reason;
    }

    private String scrub() throws Exception {
        EventLog log =
                new EventLog(
                        new PrintStream(told, true, StandardCharsets.UTF_8),
                        EventLog.Level.INFO,
                        () -> 0);
        Directories directories = Directories.single(NioDisk.open(folder));
        ScrubDesk.Answer answer = new ScrubDesk.Answer(asked::add, member ? this::halted : null);
        new ScrubDesk(directories, () -> Zxid.of(0, 9), answer, log).scrub();
        return told.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anEmptyDirectoryIsWhole() throws Exception {
        assertTrue(scrub().endsWith("INFO  scrub: all 0 files are whole\n"));
        assertEquals(List.of(), asked);
    }

    @Test
    void aDamagedSnapshotIsToldSetAsideAndReplaced() throws Exception {
        Files.writeString(folder.resolve("snapshot.5"), "no snapshot at all");
        String lines = scrub();
        assertEquals(1, lines.lines().count());
        assertTrue(lines.contains("ERROR scrub: damaged snapshots [snapshot.5]"), lines);
        assertFalse(Files.exists(folder.resolve("snapshot.5")));
        assertTrue(Files.exists(folder.resolve("muster.aside.9.0.snapshot.5")));
        assertInstanceOf(CoreInput.SnapshotDue.class, asked.getFirst());
    }

    /** A log that the disk does not give, and that no snapshot covers. */
    private void loseALog() throws Exception {
        Files.createDirectory(folder.resolve("log.1"));
        Files.writeString(folder.resolve("log.5"), "");
    }

    @Test
    void aServerAloneAnswersADamagedLogWithASnapshot() throws Exception {
        loseALog();
        String lines = scrub();
        assertTrue(lines.contains("ERROR scrub: damaged snapshots [], damaged logs [log.1"), lines);
        assertInstanceOf(CoreInput.SnapshotDue.class, asked.getFirst());
        assertEquals("", halted);
    }

    @Test
    void aMemberThatLostALogEnds() throws Exception {
        loseALog();
        member = true;
        assertEquals("", scrub());
        assertTrue(halted.startsWith("71: scrub: damaged snapshots [], damaged logs [log.1"));
        assertTrue(halted.endsWith("start again to be synchronised by the other members"));
        assertEquals(List.of(), asked);
    }
}
