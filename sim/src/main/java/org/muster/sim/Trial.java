package org.muster.sim;

import java.util.function.LongFunction;

/**
 * Runs a seed and says which check failed, in types that both sides of a class loader know: "" if
 * every promise held, else the check, a space, and what it saw.
 */
public final class Trial implements LongFunction<String> {
    /** Made by name, by the loader of a mutant. */
    public Trial() {}

    @Override
    public String apply(long seed) {
        Simulation.Failure failure = new Simulation(seed).run().failure();
        return failure == null ? "" : failure.check() + " " + failure.what();
    }
}
