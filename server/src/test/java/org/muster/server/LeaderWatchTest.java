package org.muster.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.model.ServerId;
import org.muster.server.config.ConfigLoader;
import org.muster.server.config.Sources;
import org.muster.server.log.EventLog;
import org.muster.zab.ZabInput;
import org.muster.zab.ZabPhase;
import org.muster.zab.ZabStart.Standing;

class LeaderWatchTest {
    @TempDir private Path folder;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private LeaderWatch watch;

    @BeforeEach
    void configure() throws Exception {
        Files.writeString(folder.resolve("myid"), "1");
        Path file = folder.resolve("zoo.cfg");
        Files.writeString(
                file,
                "dataDir=%s\ninitLimit=10\nsyncLimit=5\n".formatted(folder)
                        + "server.1=a:1:2\nserver.2=b:1:2\nserver.3=c:1:2\n");
        EventLog log =
                new EventLog(
                        new PrintStream(told, true, StandardCharsets.UTF_8),
                        EventLog.Level.WARN,
                        () -> 0);
        Sources sources = new Sources(Optional.of(file), List.of(), Map.of());
        watch = new LeaderWatch(ConfigLoader.load(sources).ensemble().orElseThrow(), log);
    }

    @Test
    void namesTheVotersThatAreMissing() {
        watch.note(new ZabInput.Reachable(new ServerId(2), true));
        watch.note(new ZabInput.Reachable(new ServerId(3), true));
        watch.note(new ZabInput.Reachable(new ServerId(3), false));
        watch.look(ZabPhase.Looking.INSTANCE, Standing.INTACT);
        watch.look(ZabPhase.Looking.INSTANCE, Standing.INTACT);
        assertEquals(
                "1970-01-01T00:00:00.000Z WARN  no leader, nobody is served: of 3 voters 2 are here"
                        + " (1, 2); start the missing ones, or see that their election ports are"
                        + " reached: server.3=c:1:2:participant\n",
                text());
    }

    @Test
    void saysThatADoubtfulMemberHasNoVote() {
        watch.look(ZabPhase.Looking.INSTANCE, Standing.AMNESIAC);
        watch.look(ZabPhase.Looking.INSTANCE, Standing.AMNESIAC);
        assertTrue(text().contains("this server has no vote"), text());
    }

    @Test
    void saysWhatAnEmptyMemberWaitsFor() {
        watch.look(ZabPhase.Looking.INSTANCE, Standing.EMPTY);
        watch.look(ZabPhase.Looking.INSTANCE, Standing.EMPTY);
        assertTrue(text().contains("it votes once all voters are here and empty too"), text());
    }

    @Test
    void aShortElectionIsNoNews() {
        watch.look(ZabPhase.Looking.INSTANCE, Standing.INTACT);
        watch.look(new ZabPhase.Leading(new org.muster.model.Epoch(1)), Standing.INTACT);
        watch.look(ZabPhase.Looking.INSTANCE, Standing.INTACT);
        assertEquals("", text());
    }

    private String text() {
        return told.toString(StandardCharsets.UTF_8);
    }
}
