package org.muster.sim;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.muster.sim.mutant.Mutant;
import org.muster.sim.mutant.MutantLoader;

/** Looks for each planted bug with fresh seeds until a check catches it or its budget is spent. */
final class Hunt {
    /**
     * How it went: the check that caught the mutant, "" for none, after how many seeds, and the
     * steps that the failing run was cut down to, null if it was not.
     */
    record Catch(
            Mutant mutant, int base, String check, int seeds, Shrink.@Nullable Minimal minimal) {
        boolean isRight() {
            return mutant.checks().contains(check);
        }
    }

    private static final long BASE_STRIDE = 1_000_000;

    private final PrintStream out;
    private final int seconds;
    private final List<Mutant> mutants;
    private final Class<? extends Trial> trial;

    /**
     * Hunts {@code mutants} by runs of {@code trial}, and cuts what it catches down for so many
     * seconds each, 0 for not at all.
     */
    Hunt(List<Mutant> mutants, Class<? extends Trial> trial, PrintStream out, int seconds) {
        this.mutants = mutants;
        this.trial = trial;
        this.out = out;
        this.seconds = seconds;
    }

    /** Hunts every mutant, or the one called {@code only}, from each of {@code bases} bases. */
    List<Catch> run(String only, int bases) {
        return mutants.parallelStream()
                .filter(mutant -> only.isEmpty() || mutant.id().equals(only))
                .map(mutant -> hunt(mutant, bases))
                .flatMap(List::stream)
                .toList();
    }

    private List<Catch> hunt(Mutant mutant, int bases) {
        MutantLoader loader = new MutantLoader(mutant);
        Object there = trialIn(loader);
        List<Catch> catches = new ArrayList<>();
        for (int base = 1; base <= bases; base++) {
            Catch one = hunt(mutant, base, there);
            loader.requireChanged();
            catches.add(one);
            tell(one);
        }
        return catches;
    }

    private void tell(Catch one) {
        Shrink.Minimal minimal = one.minimal();
        synchronized (out) {
            out.printf(
                    "%-4s base %d: %s after %d of %d seeds%s%s%n",
                    one.mutant().id(),
                    one.base(),
                    one.check().isEmpty() ? "ESCAPED" : "caught by " + one.check(),
                    one.seeds(),
                    one.mutant().budget(),
                    one.isRight() ? "" : "  (must be caught by " + one.mutant().checks() + ")",
                    minimal == null
                            ? ""
                            : ", %d steps of %d left"
                                    .formatted(minimal.steps(), minimal.stepsBefore()));
            if (minimal != null) {
                Shrink.print(minimal, out);
            }
        }
    }

    private Catch hunt(Mutant mutant, int base, Object trial) {
        for (int i = 1; i <= mutant.budget(); i++) {
            long seed = base * BASE_STRIDE + i;
            String verdict = String.valueOf(((LongFunction<?>) trial).apply(seed));
            if (!verdict.isEmpty()) {
                String check = verdict.substring(0, verdict.indexOf(' '));
                return new Catch(mutant, base, check, i, minimal(trial, base, seed));
            }
        }
        return new Catch(mutant, base, "", mutant.budget(), null);
    }

    /** Of the first base only: the others would be cut down to much the same. */
    private Shrink.@Nullable Minimal minimal(Object trial, int base, long seed) {
        return seconds == 0 || base > 1 ? null : new Shrink(runner(trial), seed).run(seconds);
    }

    @SuppressWarnings("unchecked") // the same types, by a class of another loader
    private static Shrink.Runner runner(Object trial) {
        var there =
                (BiFunction<
                                Long,
                                @Nullable Map<String, NavigableSet<Long>>,
                                Map<String, Supplier<List<String>>>>)
                        trial;
        return there::apply;
    }

    private Object trialIn(MutantLoader loader) {
        try {
            return loader.loadClass(trial.getName()).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("the simulator does not load twice", broken);
        }
    }
}
