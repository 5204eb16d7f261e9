package org.muster.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ServerProcessTest {
    @Test
    void aRestartedServerKeepsItsPortAndItsData() throws IOException {
        try (ServerProcess server = ServerProcess.start(ServerLaunch.apache())) {
            int port = server.port();
            server.kill();
            assertFalse(server.isAlive());
            server.restart();
            assertTrue(server.isAlive());
            assertEquals(port, server.port());
        }
    }

    @Test
    void aClosedServerLeavesNothingBehind() throws IOException {
        ServerProcess server = ServerProcess.start(ServerLaunch.apache());
        server.close();
        assertFalse(ProcessHandle.of(server.pid()).isPresent());
        assertFalse(Files.exists(server.dataDirectory()));
    }

    @Test
    void aFailedStartShowsWhatTheServerPrinted() {
        ServerLaunch launch = ServerLaunch.apache().with("tickTime", "soon");
        IOException failure =
                assertThrows(IOException.class, () -> ServerProcess.start(launch).close());
        assertTrue(failure.getMessage().contains("soon"), failure.getMessage());
    }
}
