package org.muster.cli.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.server.Server;
import org.muster.server.config.ConfigLoader;
import org.muster.server.config.Setting;
import org.muster.server.config.Sources;
import org.muster.server.log.EventLog;

/** A server in this process and shells that speak to it. */
final class ShellOnServer implements AutoCloseable {
    /** What a shell has written and how it ended. */
    record Ran(int code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    private final Server server;
    private final Path folder;

    private ShellOnServer(Server server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    static ShellOnServer start(Path folder) throws Exception {
        EventLog quiet = new EventLog(System.err, EventLog.Level.ERROR, System::currentTimeMillis);
        List<Setting> settings =
                List.of(
                        new Setting("clientPort", "0", "test"),
                        new Setting("dataDir", folder.resolve("data").toString(), "test"),
                        new Setting("admin.enableServer", "false", "test"));
        Sources sources = Sources.ofProcess(Optional.empty(), settings);
        return new ShellOnServer(Server.start(ConfigLoader.load(sources), quiet), folder);
    }

    String hosts() {
        return "127.0.0.1:" + server.address().orElseThrow().getPort();
    }

    /** One command in a shell of its own. */
    Ran run(String... words) {
        return shell("", words);
    }

    /** One command whose results are JSON. */
    Ran json(String... words) {
        List<String> all = new ArrayList<>(List.of("-o", "json"));
        all.addAll(List.of(words));
        return shell("", all.toArray(String[]::new));
    }

    /** Several commands in one shell, from its standard input. */
    Ran script(String... lines) {
        return shell(String.join("\n", lines) + "\n");
    }

    /** A shell with this input and these arguments besides the servers. */
    Ran shell(String input, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of("-s", hosts()));
        all.addAll(List.of(words));
        int code;
        try (PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            code =
                    new ShellProgram(
                                    new ShellProgram.Surroundings(
                                            new ByteArrayInputStream(
                                                    input.getBytes(StandardCharsets.UTF_8)),
                                            to,
                                            messages,
                                            false,
                                            false,
                                            true,
                                            folder.resolve("home")))
                            .run(all, "help\n");
        }
        return new Ran(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
