package org.muster.sim;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.muster.sim.mutant.EnsembleMutants;
import org.muster.sim.mutant.Mutant;
import org.muster.sim.mutant.Mutants;
import org.muster.sim.world.Schedule;

/** {@code muster simulate}: runs the simulator, prints what it did, fails if a promise broke. */
public final class Main {
    private static final String USAGE =
            """
            usage: muster simulate [--ensemble] [--seeds N] [--from S] [--commit HASH] [--coverage]
                   muster simulate [--ensemble] --seeds N --ledger FILE [--code HASH] [--coverage]
                   muster simulate [--ensemble] --seed S [--schedule FILE] [--story]
                   muster simulate [--ensemble] --minimize --seed S [--seconds T]
                   muster simulate [--ensemble] --mutants [--bases K] [--minimize] [--table FILE]
                   muster simulate [--ensemble] --mutant ID [--bases K] [--minimize]
              --ensemble     three to seven servers instead of one
              --seeds N      run N seeds: 1 to N, or half of them drawn from HASH
              --from S       begin with seed S instead of 1
              --seed S       run one seed and print its trace hash and last events
              --commit HASH  draw seeds from a commit's hash too
              --schedule FILE  let nothing happen but what FILE lists
              --story        print all that was done to the system
              --minimize     leave out of a failing run what its failure does not need, in T seconds
                             at most, and print what is left and its schedule
              --ledger FILE  run N seeds that no row of FILE names yet, and write them down there,
                             piece by piece, as run by the code HASH
              --coverage     fail if something that must happen never happened
              --mutants      plant each known bug and let the checks find it, from K fresh bases
                             of seeds; prints the table of docs/mutants.md
              --table FILE   puts the table there, between the marks
              --mutant ID    the same for one bug
            """;

    /** Seeds of a campaign that are run before the ledger is written. */
    private static final int PIECE = 1_000;

    private Main() {}

    /** Exits with 0 if every promise held, 1 if not, 2 for a wrong call. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    static int run(String[] arguments, PrintStream out) {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            out.println("muster simulate: " + wrong.getMessage());
            out.print(USAGE);
            return 2;
        }
        if (options.minimize() && options.single()) {
            return shrink(options, out);
        }
        if (!options.mutants().isEmpty()) {
            return hunt(options, out);
        }
        if (!options.ledger().isEmpty()) {
            return campaign(options, out);
        }
        out.printf(
                "simulate seeds=%s commit=%s jdk=%s%n",
                options.seedsInWords(), options.commit(), Runtime.version());
        return options.single() ? runOne(options, out) : runMany(options, out);
    }

    private static int shrink(Options options, PrintStream out) {
        Trial trial = trial(options);
        Shrink.Minimal minimal = new Shrink(trial::apply, options.seed()).run(options.seconds());
        if (minimal.verdict().isEmpty()) {
            out.printf("seed %d breaks no promise%n", options.seed());
            return 1;
        }
        Shrink.print(minimal, out);
        out.printf(
                "replay: bin/muster simulate %s--seed %d --schedule FILE%n",
                options.ensembleFlag(), options.seed());
        return 0;
    }

    private static Trial trial(Options options) {
        return options.ensemble() ? new EnsembleTrial() : new Trial();
    }

    private static int hunt(Options options, PrintStream out) {
        String only = options.mutants().equals(Options.ALL) ? "" : options.mutants();
        List<Mutant> mutants = options.ensemble() ? EnsembleMutants.ALL : Mutants.ALL;
        Hunt hunt =
                new Hunt(
                        mutants,
                        options.ensemble() ? EnsembleTrial.class : Trial.class,
                        out,
                        options.minimize() ? options.seconds() : 0);
        List<Hunt.Catch> catches = hunt.run(only, options.bases());
        String table = MutantTable.of(mutants, catches);
        out.print(table);
        if (!options.table().isEmpty()) {
            try {
                MutantTable.replaceIn(
                        Path.of(options.table()), options.ensemble() ? "ensemble " : "", table);
            } catch (IOException failed) {
                out.println("muster simulate: cannot write the table: " + failed.getMessage());
                return 2;
            }
        }
        return !catches.isEmpty() && catches.stream().allMatch(Hunt.Catch::isRight) ? 0 : 1;
    }

    private static int runOne(Options options, PrintStream out) {
        Schedule schedule;
        try {
            schedule = options.readSchedule();
        } catch (IOException unreadable) {
            out.println("muster simulate: cannot read " + unreadable.getMessage());
            return 2;
        }
        Simulation.Result result = trial(options).result(options.seed(), schedule);
        if (options.story()) {
            Trial.words(schedule).forEach(out::println);
        }
        out.printf(
                "seed=%d hash=%016x simulated=%.3f s events=%d%n",
                result.seed(), result.hash(), result.simulatedNs() / 1e9, result.steps());
        result.coverage().forEach((point, n) -> out.printf("  %10d  %s%n", n, point));
        Simulation.Failure failure = result.failure();
        if (failure != null) {
            failure.lastEvents().forEach(out::println);
            out.printf("VIOLATION of %s: %s%n", failure.check(), failure.what());
        }
        return failure == null ? 0 : 1;
    }

    private static int campaign(Options options, PrintStream out) {
        Ledger ledger = new Ledger(Path.of(options.ledger()));
        boolean clean = true;
        try {
            int left = options.count();
            while (left > 0) {
                int piece = Math.min(left, PIECE);
                long first = ledger.next(options.kind());
                Campaign.Total total = run(options, Campaign.range(first, piece));
                out.printf("from seed %d: ", first);
                clean &= judge(options, total, out);
                ledger.add(
                        new Ledger.Row(
                                options.kind(),
                                first,
                                first + piece - 1,
                                options.code(),
                                Math.round(total.simulatedS()),
                                total.failed().size()));
                left -= piece;
            }
            return clean ? 0 : 1;
        } catch (IOException failed) {
            out.println("muster simulate: cannot keep the ledger: " + failed.getMessage());
            return 2;
        }
    }

    private static int runMany(Options options, PrintStream out) {
        return judge(options, run(options, options.seeds()), out) ? 0 : 1;
    }

    private static Campaign.Total run(Options options, List<Long> seeds) {
        return new Campaign(seed -> trial(options).result(seed, Schedule.everything())).run(seeds);
    }

    /** Prints what the seeds did; whether every promise held. */
    private static boolean judge(Options options, Campaign.Total total, PrintStream out) {
        Campaign.print(total, out, options.ensembleFlag(), 60);
        List<String> missing = new ArrayList<>();
        if (options.coverage()) {
            missing.addAll(Required.missing(total.coverage(), options.ensemble()));
            missing.forEach(point -> out.println("NEVER HAPPENED: " + point));
        }
        return total.failed().isEmpty() && missing.isEmpty();
    }
}
