package org.muster.testkit.clients;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.testkit.ServerProcess;

/** Clients in other languages work with the server. */
@Tag("slow")
class ForeignClientsTest {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final String PYTHON = "/usr/bin/python3";

    private static ServerProcess server;

    @TempDir Path folder;

    @BeforeAll
    static void startServer() throws IOException {
        server = ServerProcess.start(Servers.subject());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void kazooWorks() throws Exception {
        boolean there = ForeignProgram.works(PYTHON, "-c", "import kazoo");
        ForeignProgram.require(there, "kazoo: apt-get install python3-kazoo");
        String script = resource("kazoo_scenario.py").toString();
        finish(List.of(PYTHON, script, server.connectString()));
    }

    @Test
    void theClientInCWorks() throws Exception {
        String howTo = "the C client: apt-get install gcc libc6-dev libzookeeper-mt-dev";
        boolean there = Files.exists(Path.of("/usr/include/zookeeper/zookeeper.h"));
        ForeignProgram.require(there && ForeignProgram.works("cc", "--version"), howTo);
        String source = resource("c_client_scenario.c").toString();
        String program = folder.resolve("scenario").toString();
        List<String> compile =
                List.of(
                        "cc",
                        "-O1",
                        "-Wall",
                        "-DTHREADED",
                        "-o",
                        program,
                        source,
                        "-lzookeeper_mt",
                        "-lpthread");
        ForeignProgram.run(folder, DEADLINE, compile);
        finish(List.of(program, server.connectString()));
    }

    @Test
    void nodeZookeeperClientWorks() throws Exception {
        boolean there = ForeignProgram.works("npm", "--version");
        ForeignProgram.require(there, "npm: apt-get install nodejs npm");
        // Its dependencies come with it; no lock file is written, so no address of a registry
        // either.
        List<String> install =
                List.of(
                        "npm",
                        "install",
                        "--no-package-lock",
                        "--no-audit",
                        "--no-fund",
                        "--silent",
                        "node-zookeeper-client@1.1.3");
        ForeignProgram.run(folder, DEADLINE, install);
        Path script = resource("node_scenario.js");
        finish(List.of("node", script.toString(), server.connectString()));
    }

    private void finish(List<String> command) throws Exception {
        String printed = ForeignProgram.run(folder, DEADLINE, command);
        assertTrue(printed.contains("all done"), printed);
    }

    private Path resource(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = getClass().getResourceAsStream("/clients/" + name)) {
            Files.copy(Objects.requireNonNull(in), file);
        }
        return file;
    }
}
