package org.muster.sim.workload;

import org.jspecify.annotations.Nullable;
import org.muster.model.request.Request;

/** Where a client's requests come from. */
public interface Traffic {
    /** The next request; null when there is nothing to ask now. */
    @Nullable Request next();

    /** Whether nothing will ever be asked again. */
    default boolean isDone() {
        return false;
    }
}
