package org.muster.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The session behind a client and its views: its states, and what is certain while it lives. */
public final class Session {
    private final Core core;
    private final Executor lane;

    Session(Core core, Executor lane) {
        this.core = core;
        this.lane = lane;
    }

    /** Where it stands now. */
    public SessionState state() {
        return core.state();
    }

    /** The newest transaction this client has heard of. */
    public long lastZxid() {
        return core.lastZxid();
    }

    /** Completes at the first connection; fails if the client is closed before. */
    public CompletableFuture<SessionState> ready() {
        return core.ready().thenApplyAsync(state -> state, lane);
    }

    /**
     * Lets {@code listener} hear the present state and then every one that follows, in order, none
     * left out, on the client's lane; until what is returned is closed.
     */
    public Subscription onState(Consumer<? super SessionState> listener) {
        return core.listen(listener, lane);
    }

    /**
     * Completes once the servers have confirmed that the session is alive, with something that
     * tells for how long that is certain. Fails if the session's timeout is too short for such
     * certainty, or if it ends before. While leases are open, confirmations are asked for several
     * times per timeout.
     */
    public CompletableFuture<SessionLease> lease() {
        return SessionLease.open(core, lane);
    }
}
