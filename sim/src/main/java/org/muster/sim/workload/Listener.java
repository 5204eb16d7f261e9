package org.muster.sim.workload;

import org.jspecify.annotations.Nullable;
import org.muster.sim.world.SimLink;

/** Where clients connect to. */
public interface Listener {
    /** A new link from {@code address}, or null if nobody listens. */
    @Nullable SimLink connect(String address);
}
