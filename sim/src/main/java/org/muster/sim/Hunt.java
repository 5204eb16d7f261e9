package org.muster.sim;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.muster.sim.mutant.Mutant;
import org.muster.sim.mutant.MutantLoader;
import org.muster.sim.mutant.Mutants;

/** Looks for each planted bug with fresh seeds until a check catches it or its budget is spent. */
final class Hunt {
    /** How it went: the check that caught the mutant, "" for none, and after how many seeds. */
    record Catch(Mutant mutant, int base, String check, int seeds) {
        boolean isRight() {
            return mutant.checks().contains(check);
        }
    }

    private static final long BASE_STRIDE = 1_000_000;

    private final PrintStream out;

    Hunt(PrintStream out) {
        this.out = out;
    }

    /** Hunts every mutant, or the one called {@code only}, from each of {@code bases} bases. */
    List<Catch> run(String only, int bases) {
        return Mutants.ALL.parallelStream()
                .filter(mutant -> only.isEmpty() || mutant.id().equals(only))
                .map(mutant -> hunt(mutant, bases))
                .flatMap(List::stream)
                .toList();
    }

    private List<Catch> hunt(Mutant mutant, int bases) {
        MutantLoader loader = new MutantLoader(mutant);
        LongFunction<?> trial = trialIn(loader);
        List<Catch> catches = new ArrayList<>();
        for (int base = 1; base <= bases; base++) {
            Catch one = hunt(mutant, base, trial);
            loader.requireChanged();
            catches.add(one);
            out.printf(
                    "%-4s base %d: %s after %d of %d seeds%s%n",
                    mutant.id(),
                    base,
                    one.check().isEmpty() ? "ESCAPED" : "caught by " + one.check(),
                    one.seeds(),
                    mutant.budget(),
                    one.isRight() ? "" : "  (must be caught by " + mutant.checks() + ")");
        }
        return catches;
    }

    private static Catch hunt(Mutant mutant, int base, LongFunction<?> trial) {
        for (int i = 1; i <= mutant.budget(); i++) {
            String verdict = String.valueOf(trial.apply(base * BASE_STRIDE + i));
            if (!verdict.isEmpty()) {
                return new Catch(mutant, base, verdict.substring(0, verdict.indexOf(' ')), i);
            }
        }
        return new Catch(mutant, base, "", mutant.budget());
    }

    private static LongFunction<?> trialIn(MutantLoader loader) {
        try {
            return (LongFunction<?>)
                    loader.loadClass(Trial.class.getName()).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("the simulator does not load twice", broken);
        }
    }
}
