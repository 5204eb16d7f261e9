package org.muster.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.muster.bench.client.ClientSide;
import org.muster.bench.client.Task;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.report.RunFacts;
import org.muster.bench.report.Sample;
import org.muster.bench.report.Samples;
import org.muster.bench.report.Suite;
import org.muster.bench.server.EnsembleRun;
import org.muster.bench.server.Muster;
import org.muster.bench.server.ServerRun;
import org.muster.bench.server.Serving;

/** One run that measures clients: each with a Muster server of its own, one after the other. */
final class ClientBench {
    private final Options options;
    private final PrintStream progress;
    private final Results results;
    private final Muster server;
    private final ClientSide base;
    private final ClientSide subject = ClientSide.muster();
    private final ClientSide.Setting setting;
    private final RunFacts facts;
    private final Samples samples = new Samples();
    private final List<String> failed = new ArrayList<>();

    ClientBench(
            Options options,
            Path clone,
            List<String> words,
            PrintStream out,
            PrintStream progress) {
        this.options = options;
        this.progress = progress;
        this.results = new Results(options, clone, out);
        Path jdk = options.jdk;
        Path javaHome = jdk != null ? jdk.toAbsolutePath() : Places.javaHome();
        this.server = new Muster("Muster", clone, javaHome);
        this.base = Places.curator(clone);
        this.setting = new ClientSide.Setting(options.quick, options.heap, javaHome);
        this.facts =
                new RunFacts(
                        Suite.CLIENT,
                        base.name(),
                        subject.name(),
                        Facts.commit(clone),
                        Facts.date(),
                        Facts.jdk(javaHome),
                        Facts.machine(),
                        options.heap,
                        options.seed,
                        options.rounds,
                        options.servers,
                        options.znodes,
                        "bin/muster bench " + String.join(" ", words));
    }

    void run() {
        Results.delete(results.work());
        for (int round = 1; round <= options.rounds; round++) {
            for (Task task : Task.values()) {
                if (task.yields(options.rows)) {
                    measure(task, base, round);
                    measure(task, subject, round);
                }
            }
        }
        results.report(samples, facts, failed.isEmpty());
        if (!failed.isEmpty()) {
            throw new BenchFailure("not all was measured: " + String.join("; ", failed));
        }
    }

    private void measure(Task task, ClientSide side, int round) {
        String what = task.title() + ", " + side.name();
        progress.printf(Locale.ROOT, "round %d of %d: %s%n", round, options.rounds, what);
        String name = task.name() + (side.equals(base) ? "-a-" : "-b-") + round;
        Path directory = results.work().resolve(name.toLowerCase(Locale.ROOT));
        try (Serving serving = serve(task, directory)) {
            String hosts =
                    serving.addresses().stream()
                            .map(address -> "127.0.0.1:" + address.getPort())
                            .collect(Collectors.joining(","));
            side.measure(directory.resolve("client"), setting, task, hosts)
                    .forEach((figure, value) -> {
                        if (options.rows.contains(figure.row())) {
                            samples.add(new Sample(figure, side.name(), round, value));
                        }
                    });
        } catch (BenchFailure e) {
            // What the others yield is worth having; this one's files are evidence.
            progress.println("failed: " + name + ": " + e.getMessage());
            failed.add(name + ": " + e.getMessage());
            return;
        } finally {
            results.keep(samples, facts);
        }
        if (!options.keep) {
            Results.delete(directory);
        }
    }

    private Serving serve(Task task, Path directory) {
        return task.servers() == 1
                ? new ServerRun(server, directory, options.heap, "")
                : new EnsembleRun(server, directory, task.servers(), options.heap);
    }
}
