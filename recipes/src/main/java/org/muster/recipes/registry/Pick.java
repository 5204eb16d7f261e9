package org.muster.recipes.registry;

import java.time.Duration;
import org.muster.recipes.cache.Freshness;

/** An instance that was picked for a call. To be told how the call went, once. */
public final class Pick {
    private final ServiceInstance instance;
    private final Freshness freshness;
    private final boolean confirmed;
    private final Outcomes outcomes;
    private boolean told;

    /** Where the outcome of a call goes. */
    interface Outcomes {
        void done(ServiceInstance instance, boolean good, Duration latency);
    }

    Pick(ServiceInstance instance, Freshness freshness, boolean confirmed, Outcomes outcomes) {
        this.instance = instance;
        this.freshness = freshness;
        this.confirmed = confirmed;
        this.outcomes = outcomes;
    }

    /** Whom to call. */
    public ServiceInstance instance() {
        return instance;
    }

    /** How new the view was that it was picked from. */
    public Freshness freshness() {
        return freshness;
    }

    /** Whether the registry lists it; else it is one of many that vanished at once. */
    public boolean isConfirmed() {
        return confirmed;
    }

    /** Tells how the call went and how long it took. */
    public void done(boolean good, Duration latency) {
        synchronized (this) {
            if (told) {
                return;
            }
            told = true;
        }
        outcomes.done(instance, good, latency);
    }
}
