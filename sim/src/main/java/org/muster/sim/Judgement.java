package org.muster.sim;

import org.jspecify.annotations.Nullable;
import org.muster.model.BrokenInvariantException;
import org.muster.sim.world.ViolationException;
import org.muster.sim.world.World;

/** Carries a run out and says which promise it broke, if any. */
final class Judgement {
    private Judgement() {}

    /** What {@code phases} did to {@code world}, until the end or the first broken promise. */
    static Simulation.Result of(long seed, World world, Runnable phases) {
        Simulation.Failure failure = failureOf(world, phases);
        return new Simulation.Result(
                seed,
                world.trace().hash(),
                world.nowNs(),
                world.steps(),
                world.coverage().counts(),
                failure);
    }

    private static Simulation.@Nullable Failure failureOf(World world, Runnable phases) {
        try {
            phases.run();
            return null;
        } catch (ViolationException violation) {
            return failure(world, violation.check(), String.valueOf(violation.getMessage()));
        } catch (BrokenInvariantException broken) {
            return failure(world, "INVARIANT", words(broken));
        } catch (IllegalStateException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | NullPointerException
                | UnsupportedOperationException
                | ClassCastException broken) {
            return failure(world, "CODE", words(broken));
        }
    }

    private static String words(RuntimeException broken) {
        StringBuilder text = new StringBuilder(broken.toString());
        StackTraceElement[] stack = broken.getStackTrace();
        for (int i = 0; i < Math.min(12, stack.length); i++) {
            text.append("\n    at ").append(stack[i]);
        }
        return text.toString();
    }

    private static Simulation.Failure failure(World world, String check, String what) {
        return new Simulation.Failure(check, what, world.trace().lastEvents());
    }
}
