package org.muster.sim;

import org.muster.sim.world.Schedule;

/** A {@link Trial} of an ensemble. */
public final class EnsembleTrial extends Trial {
    /** Made by name, by the loader of a mutant. */
    public EnsembleTrial() {}

    @Override
    Simulation.Result result(long seed, Schedule schedule) {
        return new EnsembleSimulation(seed, schedule).run();
    }
}
