package org.muster.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.cli.local.LocalEnsemble;
import org.muster.cli.local.LocalPlan;
import org.muster.cli.local.LocalPrompt;
import org.muster.cli.local.LocalWatch;
import org.muster.server.config.HostFacts;

/** {@code muster local}. */
final class Local implements Subcommand {
    private static final int MAX_SERVERS = 31;
    private static final String JVM_FLAGS = "-Xmx256m";

    @Override
    public String name() {
        return "local";
    }

    @Override
    public String help() {
        return """
        usage: muster local [--servers 3] [--observers 0] [--port 2181] [--data-dir DIR]
                            [key=value ...]

        Runs a whole ensemble on this machine, a process for each server, and lets you kill, freeze
        and restart them at a prompt. Clients' ports are 2181, 2182 and so on; members talk on
        these plus 1000 and plus 2000. key=value are lines for every server's zoo.cfg. Data, logs
        and configurations lie in DIR (standard: ./muster-local), one directory for each server.

        However this command ends, its servers end with it.
        """;
    }

    @Override
    public int run(List<String> arguments, Streams streams) throws UsageException {
        List<String> words = new ArrayList<>(arguments);
        int voters = number(words, "--servers", 3, 1);
        int observers = number(words, "--observers", 0, 0);
        int port = number(words, "--port", 2181, 1);
        String directory = DataArguments.take(words, "--data-dir");
        for (String word : words) {
            if (word.startsWith("-") || word.indexOf('=') <= 0) {
                throw new UsageException("unknown argument " + word + "; see muster local --help");
            }
        }
        LocalPlan plan =
                new LocalPlan(
                        voters,
                        observers,
                        port,
                        Path.of(directory == null ? "muster-local" : directory),
                        words);
        Path program = HostFacts.home().resolve("bin/muster");
        try (LocalEnsemble ensemble = new LocalEnsemble(plan, program, JVM_FLAGS)) {
            LocalWatch.endWithProcess(ensemble);
            ensemble.start();
            streams.out().println("connect clients to " + plan.connectString());
            LocalPrompt prompt = new LocalPrompt(plan, ensemble, streams.out());
            try (LocalWatch watch = new LocalWatch(prompt, streams.out());
                    BufferedReader in =
                            new BufferedReader(
                                    new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                watch.awaitServing();
                prompt.run(in);
            }
            return 0;
        } catch (IOException failure) {
            streams.err().println("muster: " + failure.getMessage());
            return 1;
        }
    }

    private static int number(List<String> words, String option, int standard, int least)
            throws UsageException {
        @Nullable String text = DataArguments.take(words, option);
        if (text == null) {
            return standard;
        }
        int most = option.equals("--port") ? 60_000 : MAX_SERVERS;
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Told below.
        }
        throw new UsageException(option + " is a number from " + least + " to " + most);
    }
}
