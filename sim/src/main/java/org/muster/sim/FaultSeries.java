package org.muster.sim;

import org.muster.sim.world.Rng;
import org.muster.sim.world.SimLink;
import org.muster.sim.world.World;

/** Lets faults of many kinds strike at random times, each kind by its own stream of chance. */
final class FaultSeries {
    /** One kind of fault. */
    interface Fault {
        /** Strikes, by what {@code rng} decides. */
        void strike(Rng rng);
    }

    /** The faults of one kind; when they strike follows from {@code rng}, what they do does not. */
    private record Series(String kind, long meanNs, Fault fault, Rng rng) {}

    private final World world;
    private boolean active = true;

    FaultSeries(World world) {
        this.world = world;
    }

    /** Lets {@code fault} strike every {@code meanNs} on average, never if that is 0. */
    void repeat(String kind, long meanNs, Fault fault) {
        if (meanNs > 0) {
            schedule(new Series(kind, meanNs, fault, world.rng().stream("fault." + kind)), 1);
        }
    }

    /** Nothing strikes any more. */
    void stop() {
        active = false;
    }

    private void schedule(Series series, long number) {
        long wait = (long) (-StrictMath.log(1 - series.rng.nextDouble()) * series.meanNs);
        world.after(
                wait,
                () -> {
                    if (active) {
                        if (world.happens(series.kind, number, series.kind)) {
                            series.fault.strike(series.rng.at(number));
                        }
                        schedule(series, number + 1);
                    }
                });
    }

    /** Does something bad to a client's connection. */
    static void harm(SimLink link, Rng rng, World world) {
        switch (rng.nextInt(5)) {
            case 0 -> link.reset(true, true);
            case 1 -> link.reset(true, false);
            case 2 -> {
                world.coverage().reached("half-open link");
                link.toServer().goDeaf();
            }
            case 3 -> {
                world.coverage().reached("half-open link");
                link.toClient().goDeaf();
            }
            default -> {
                long durationNs = rng.logUniform(10_000_000L, 10_000_000_000L);
                link.toServer().stall(durationNs);
                link.toClient().stall(durationNs);
            }
        }
    }
}
