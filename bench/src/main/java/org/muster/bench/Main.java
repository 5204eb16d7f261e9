package org.muster.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.micro.MicroRun;

/** {@code muster bench}: measures servers, or clients, side by side. */
public final class Main {
    private static final int REFUSED = 2;
    private static final int FAILED = 1;

    private Main() {}

    /** Runs the benchmark; ends with 0, or 1 if it failed, or 2 if the options are wrong. */
    public static void main(String[] words) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Options options;
        try {
            options = Options.parse(List.of(words));
        } catch (BenchFailure e) {
            err.println("muster bench: " + e.getMessage());
            System.exit(REFUSED);
            return;
        }
        if (options.help) {
            out.print(Options.USAGE);
            return;
        }
        try {
            if (options.micro) {
                MicroRun.run(options.quick, out);
                return;
            }
            Path clone = Places.ofThisClone();
            if (options.client) {
                new ClientBench(options, clone, List.of(words), out, err).run();
            } else {
                new Bench(options, clone, List.of(words), out, err).run();
            }
        } catch (BenchFailure e) {
            err.println("muster bench: " + e.getMessage());
            System.exit(FAILED);
        }
    }
}
