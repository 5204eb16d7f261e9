package org.muster.bench.micro;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.muster.bench.failure.BenchFailure;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs the benchmarks of this package, each in processes of its own, and prints a table. */
public final class MicroRun {
    private static final String PACKAGE = "org.muster.bench.micro.";
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private MicroRun() {}

    /**
     * Runs them all.
     *
     * @param quick for a first impression
     * @throws BenchFailure if one of them cannot be run
     */
    public static void run(boolean quick, PrintStream out) {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(PACKAGE.replace(".", "\\.") + ".*")
                        .mode(Mode.AverageTime)
                        .timeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .forks(quick ? 1 : 3)
                        .warmupIterations(quick ? 2 : 5)
                        .measurementIterations(quick ? 3 : 5)
                        .warmupTime(TimeValue.milliseconds(quick ? 400 : 1000))
                        .measurementTime(TimeValue.milliseconds(quick ? 300 : 1000));
        try {
            print(new Runner(options.build()).run(), out);
        } catch (RunnerException e) {
            throw new BenchFailure("the benchmarks cannot be run: " + e.getMessage(), e);
        }
    }

    private static void print(Collection<RunResult> results, PrintStream out) {
        Map<String, String> lines = new TreeMap<>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark().substring(PACKAGE.length());
            Statistics time = result.getPrimaryResult().getStatistics();
            Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
            double allocated = bytes == null ? Double.NaN : bytes.getScore();
            lines.put(
                    name,
                    String.format(
                            Locale.ROOT,
                            "%-32s %12.1f %12.1f %12.0f",
                            name,
                            time.getMin(),
                            time.getPercentile(50),
                            allocated));
        }
        out.printf(Locale.ROOT, "%-32s %12s %12s %12s%n", "", "best ns", "median ns", "bytes made");
        lines.values().forEach(out::println);
    }
}
