package org.muster.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.muster.cli.shell.ShellProgram;
import org.muster.server.Server;
import org.muster.server.StartException;
import org.muster.server.config.ConfigException;
import org.muster.server.config.ConfigLoader;
import org.muster.server.config.Sources;
import org.muster.server.log.EventLog;

/**
 * {@code muster train-shell}: uses the shell for a moment while the virtual machine takes notes.
 *
 * <p>The build runs it once, as it runs {@code train}; the notes are why a prompt appears at once.
 */
final class TrainShell implements Subcommand {
    private static final int FAILED = 1;

    private static final String SCRIPT =
            """
            create /t x
            ls -s /
            get -s /t
            set /t y
            stat /t
            tree /
            ls -l /
            getAcl /t
            help
            delete /t
            """;

    @Override
    public String name() {
        return "train-shell";
    }

    @Override
    public String help() {
        return """
        usage: muster train-shell --data-dir DIR

        Runs a server on the empty directory DIR for a moment, and a shell with it. The build does
        this once under -XX:AOTCacheOutput, so that later shells start sooner.
        """;
    }

    @Override
    public int run(List<String> arguments, Streams streams) throws UsageException {
        ServeOptions options = ServeOptions.parse(arguments);
        EventLog log = new EventLog(streams.err(), options.logLevel(), System::currentTimeMillis);
        try {
            // Beside the server's data, which the build deletes.
            Path folder = folder(options);
            Sources sources = Sources.ofProcess(options.file(), options.settings());
            try (Server server = Server.start(ConfigLoader.load(sources), log)) {
                String hosts = "127.0.0.1:" + server.address().orElseThrow().getPort();
                ShellProgram script = program(SCRIPT, folder);
                int code = script.run(List.of("-s", hosts), help());
                code += program("", folder).run(List.of("-s", hosts, "-o", "json", "ls"), help());
                code += program("ls /\r quit\r", folder).rehearse(List.of("-s", hosts));
                streams.out().println(code == 0 ? "muster: trained" : "muster: a command failed");
                return code == 0 ? 0 : FAILED;
            }
        } catch (ConfigException | StartException | IOException refusal) {
            streams.err().println("muster: " + refusal.getMessage());
            return FAILED;
        }
    }

    private static Path folder(ServeOptions options) throws UsageException {
        return options.settings().stream()
                .filter(setting -> setting.key().equals("dataDir"))
                .map(setting -> Path.of(setting.value(), "shell"))
                .findFirst()
                .orElseThrow(() -> new UsageException("--data-dir is missing"));
    }

    private static ShellProgram program(String input, Path folder) {
        PrintStream nowhere =
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        InputStream typed = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return new ShellProgram(
                new ShellProgram.Surroundings(typed, nowhere, nowhere, false, false, true, folder));
    }
}
