package org.muster.testkit.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code muster local} shows an ensemble of real servers, and breaks them on demand. */
@Tag("slow")
class LocalProgramTest {
    private static final String ALL = "4 of 4 servers serve, led by (\\d) ";

    @TempDir private Path folder;

    @Test
    void serversAreKilledFrozenAndStartedAgainAtThePrompt() throws Exception {
        try (LocalProgram local = LocalProgram.start(folder, 3, 1)) {
            local.await("connect clients to 127\\.0\\.0\\.1:\\d+,");
            int leader = leader(local.await(ALL));
            List<ProcessHandle> processes = local.processes();
            local.type("kill " + leader);
            local.await("server " + leader + ": kill");
            int next = leader(local.await(anotherLeaderThan(leader)));
            local.type("restart " + leader);
            local.await(ALL);
            local.type("freeze " + next);
            int third = leader(local.await(anotherLeaderThan(next)));
            local.type("thaw " + next);
            local.await(ALL);
            local.type("stop 4");
            local.await("3 of 4 servers serve, led by " + third);
            local.type("status");
            Matcher line =
                    local.await(third + " \\(\\d+\\) +leader +0x[0-9a-f]+ +\\d+ +\\d+ +\\d+/");
            assertTrue(line.start() >= 0);
            local.type("quit");
            assertEquals(0, local.exit());
            requireEnded(processes);
            System.out.println(local.transcript());
        }
    }

    @Test
    void itsServersEndWithItHoweverItEnds() throws Exception {
        try (LocalProgram local = LocalProgram.start(folder, 1, 0)) {
            local.await("1 of 1 server serves");
            List<ProcessHandle> processes = local.processes();
            assertTrue(processes.size() >= 2, processes.toString());
            local.kill();
            requireEnded(processes);
        }
    }

    private static String anotherLeaderThan(int id) {
        return "3 of 4 servers serve, led by (?!" + id + ")(\\d) ";
    }

    private static int leader(Matcher verdict) {
        return Integer.parseInt(verdict.group(1));
    }

    private static void requireEnded(List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle process : processes) {
            process.onExit().get(60, TimeUnit.SECONDS);
        }
    }
}
