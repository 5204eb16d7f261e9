package org.muster.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.muster.client.machine.LeaseHolder;

/**
 * Certainty that the session is alive, and with it everything ephemeral of its. It ends by this
 * process's own clocks before the servers could have ended the session, even if nothing is heard of
 * them, and once ended it stays so although the session may turn out to live.
 */
public final class SessionLease implements AutoCloseable {
    private final Core core;
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final CompletableFuture<SessionLease> opened = new CompletableFuture<>();
    private final LeaseHolder holder;

    private SessionLease(Core core, Executor lane) {
        this.core = core;
        this.holder =
                new LeaseHolder() {
                    @Override
                    public void held() {
                        lane.execute(() -> opened.complete(SessionLease.this));
                    }

                    @Override
                    public void lost(String why) {
                        lane.execute(() -> end(why));
                    }
                };
    }

    static CompletableFuture<SessionLease> open(Core core, Executor lane) {
        SessionLease lease = new SessionLease(core, lane);
        core.input((machine, now) -> machine.hold(now, lease.holder));
        return lease.opened;
    }

    private void end(String why) {
        opened.completeExceptionally(
                Problem.of(Code.SESSION_EXPIRED, Outcome.NOT_APPLIED, "", why).exception());
        lost.complete(why);
    }

    /** For how long it is certain from now on; zero once it is lost or closed. */
    public Duration validFor() {
        return lost.isDone() ? Duration.ZERO : core.leaseLeft();
    }

    /** Completes with the reason when it is over, and before the servers could end the session. */
    public CompletableFuture<String> lost() {
        return lost;
    }

    /** Gives it up. */
    @Override
    public void close() {
        core.input((machine, now) -> machine.release(holder));
        lost.complete("closed");
    }
}
