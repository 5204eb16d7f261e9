package org.muster.server.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.server.config.ConfigLoader;
import org.muster.server.config.ServerConfig;
import org.muster.server.config.Sources;
import org.muster.server.log.EventLog;
import org.muster.zab.ZabStart.Standing;

class MemberDataTest {
    @TempDir private Path folder;

    @Test
    void anEmptyVoterCannotKnowWhatItIs() throws Exception {
        assertEquals(Standing.EMPTY, open(""));
        assertEquals(Standing.EMPTY, open(""), "after a restart");
        Files.createFile(folder.resolve("initialize"));
        assertEquals(Standing.INTACT, open(""), "its operator knows");
        assertEquals(Standing.INTACT, open(""), "it has data now");
    }

    @Test
    void anEmptyObserverHasNothingToLose() throws Exception {
        assertEquals(Standing.INTACT, open("server.1=a:1:2:observer\nserver.4=d:1:2\n"));
    }

    @Test
    void anEmptyVoterIsTakenForANewOneIfItsOperatorWantsTheReferencesRule() throws Exception {
        assertEquals(Standing.INTACT, open("db.autocreate=true\n"));
    }

    @Test
    void anEmptyMemberHasNoVoteIfItsOperatorWantsItSo() throws Exception {
        assertEquals(Standing.AMNESIAC, open("db.autocreate=false\n"));
        assertEquals(Standing.AMNESIAC, open("db.autocreate=false\n"), "after a restart");
    }

    @Test
    void theOperatorsMarkExcusesOneLoss() throws Exception {
        Path mark = Files.createFile(folder.resolve("initialize"));
        assertEquals(Standing.INTACT, open("db.autocreate=false\n"));
        assertFalse(Files.exists(mark));
        assertEquals(Standing.INTACT, open("db.autocreate=false\n"), "it has data now");
    }

    private Standing open(String lines) throws Exception {
        Files.writeString(folder.resolve("myid"), "1");
        Path file = folder.resolve("zoo.cfg");
        Files.writeString(
                file,
                "dataDir=%s\ninitLimit=10\nsyncLimit=5\n".formatted(folder)
                        + "server.1=a:1:2\nserver.2=b:1:2\nserver.3=c:1:2\n"
                        + lines);
        ServerConfig config =
                ConfigLoader.load(new Sources(Optional.of(file), List.of(), Map.of()));
        EventLog log =
                new EventLog(
                        new PrintStream(OutputStream.nullOutputStream()),
                        EventLog.Level.ERROR,
                        () -> 0);
        OpenedData data = OpenedData.open(config, OpenedData.snapshotSettings(config), log);
        data.store().close();
        return data.member().orElseThrow().start().standing();
    }
}
