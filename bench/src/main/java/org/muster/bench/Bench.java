package org.muster.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.report.RunFacts;
import org.muster.bench.report.Samples;
import org.muster.bench.report.Suite;
import org.muster.bench.scenario.EmptyStart;
import org.muster.bench.scenario.FailOver;
import org.muster.bench.scenario.LargeEnsemble;
import org.muster.bench.scenario.LargeTree;
import org.muster.bench.scenario.ManySessions;
import org.muster.bench.scenario.Plan;
import org.muster.bench.scenario.SteadyLoads;
import org.muster.bench.scenario.Tally;
import org.muster.bench.server.Apache;
import org.muster.bench.server.Contestant;
import org.muster.bench.server.Muster;

/** One run of the benchmark, from its options to its results. */
final class Bench {
    private final Options options;
    private final Path clone;
    private final PrintStream progress;
    private final Results results;
    private final Plan plan;
    private final Contestant base;
    private final Contestant subject;
    private final RunFacts facts;
    private final Samples samples = new Samples();
    private final List<String> failed = new ArrayList<>();

    Bench(Options options, Path clone, List<String> words, PrintStream out, PrintStream progress) {
        this.options = options;
        this.clone = clone;
        this.progress = progress;
        this.results = new Results(options, clone, out);
        Path jdk = options.jdk;
        Path javaHome = jdk != null ? jdk.toAbsolutePath() : Places.javaHome();
        this.plan =
                new Plan(
                        options.rows,
                        options.quick,
                        size(options),
                        options.heap,
                        options.seed,
                        javaHome,
                        results.work());
        this.subject = subject(options.subject, javaHome);
        this.base = base(java.util.Objects.requireNonNull(options.against), javaHome);
        this.facts =
                new RunFacts(
                        options.suite,
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
                        plan.znodes(),
                        "bin/muster bench " + String.join(" ", words));
    }

    /** Faults are shared out among the rounds. */
    private static Plan.Size size(Options options) {
        int faults = (options.kills + options.rounds - 1) / options.rounds;
        return new Plan.Size(options.servers, options.znodes, faults);
    }

    private Contestant subject(String name, Path javaHome) {
        return name.equals("apache")
                ? new Apache("Apache " + Apache.VERSION, Places.apacheJars(clone), javaHome)
                : new Muster("Muster", clone, javaHome);
    }

    private Contestant base(String against, Path javaHome) {
        return switch (against) {
            case "apache" ->
                    new Apache("Apache " + Apache.VERSION, Places.apacheJars(clone), javaHome);
            case "self" ->
                    options.subject.equals("apache")
                            ? new Apache("Apache again", Places.apacheJars(clone), javaHome)
                            : new Muster("Muster again", clone, javaHome);
            default ->
                    new Muster("Muster in " + against, Path.of(against).toAbsolutePath(), javaHome);
        };
    }

    void run() {
        if (base.name().equals(subject.name())) {
            throw new BenchFailure("both are " + base.name() + ": say --against self");
        }
        Results.delete(plan.work());
        for (int round = 1; round <= options.rounds; round++) {
            if (facts.suite() == Suite.ALONE) {
                measureServers(round);
            } else {
                measureEnsembles(round);
            }
        }
        results.report(samples, facts, failed.isEmpty());
        if (!failed.isEmpty()) {
            throw new BenchFailure("not all was measured: " + String.join("; ", failed));
        }
    }

    private void measureServers(int round) {
        SteadyLoads loads = SteadyLoads.ofOneServer(plan);
        ManySessions sessions = new ManySessions(plan);
        EmptyStart start = new EmptyStart(plan);
        LargeTree tree = new LargeTree(plan);
        alternate("start", start.isWanted(), round, start::run);
        alternate("loads", loads.isWanted(), round, loads::run);
        alternate("sessions", sessions.isWanted(), round, sessions::run);
        alternate("large tree", tree.isWanted(), round, tree::run);
    }

    private void measureEnsembles(int round) {
        SteadyLoads loads = SteadyLoads.ofEnsemble(plan);
        FailOver failOver = new FailOver(plan);
        LargeEnsemble large = new LargeEnsemble(plan);
        alternate("loads", loads.isWanted(), round, loads::run);
        alternate("fail-over", failOver.isWanted(), round, failOver::run);
        alternate("large tree", large.isWanted(), round, large::run);
    }

    private void alternate(
            String what, boolean wanted, int round, BiConsumer<Tally, Path> scenario) {
        if (!wanted) {
            return;
        }
        for (Contestant contestant : List.of(base, subject)) {
            progress.printf(
                    Locale.ROOT,
                    "round %d of %d: %s, %s%n",
                    round,
                    options.rounds,
                    what,
                    contestant.name());
            String name = what.replace(' ', '-') + "-" + (contestant == base ? "a" : "b");
            Path directory = plan.work().resolve(name + "-" + round);
            try {
                scenario.accept(new Tally(samples, contestant, round), directory);
                if (!options.keep) {
                    Results.delete(directory);
                }
            } catch (BenchFailure e) {
                // What the other scenarios yield is worth having; this one's files are evidence.
                String told = name + "-" + round + ": " + e.getMessage();
                progress.println("failed: " + told);
                failed.add(told);
            }
            results.keep(samples, facts);
        }
    }
}
