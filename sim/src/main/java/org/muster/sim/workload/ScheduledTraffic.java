package org.muster.sim.workload;

import org.jspecify.annotations.Nullable;
import org.muster.model.request.Request;
import org.muster.sim.world.World;

/** Of what other traffic would ask, what the schedule of the run lets happen. */
final class ScheduledTraffic implements Traffic {
    private final World world;
    private final String client;
    private final Traffic all;
    private long asked;

    ScheduledTraffic(World world, String client, Traffic all) {
        this.world = world;
        this.client = client;
        this.all = all;
    }

    @Override
    public @Nullable Request next() {
        Request request = all.next();
        asked++;
        return request != null && world.happens(client, asked, request) ? request : null;
    }

    @Override
    public boolean isDone() {
        return all.isDone();
    }
}
