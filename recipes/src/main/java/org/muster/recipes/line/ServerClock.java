package org.muster.recipes.line;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.muster.client.CreateSpec;
import org.muster.client.MusterClient;
import org.muster.model.Bytes;

/**
 * What time it is for the servers, at the earliest: a node's creation told it once, and since then
 * as much has passed as this process's clock says. So nothing is due before its time by the clock
 * that stamped it, however wrong the clocks of clients are.
 */
public final class ServerClock {
    private static final String PLACE = "/_muster/clock/";
    private static final long FRESH_NS = 60_000_000_000L;
    private static final CreateSpec SPEC =
            CreateSpec.ephemeral().withParents(CreateSpec.Parents.CREATE_CONTAINERS);

    private record Reading(long serverMs, long heardNs) {}

    private final MusterClient client;
    private CompletableFuture<Reading> reading =
            CompletableFuture.failedFuture(new IllegalStateException("not read yet"));

    /** The clock of a client's servers. */
    public ServerClock(MusterClient client) {
        this.client = client;
    }

    /** Milliseconds since the epoch. */
    public synchronized CompletableFuture<Long> nowMs() {
        boolean known =
                !reading.isDone()
                        || (!reading.isCompletedExceptionally()
                                && System.nanoTime() - reading.join().heardNs < FRESH_NS);
        if (!known) {
            reading = read();
        }
        return reading.thenApply(
                last -> last.serverMs + (System.nanoTime() - last.heardNs) / 1_000_000);
    }

    private CompletableFuture<Reading> read() {
        return Steps.persist(() -> client.create(PLACE + UUID.randomUUID(), Bytes.EMPTY, SPEC))
                .thenApply(created -> {
                    Steps.done(Reaper.remove(client, created.path()), gone -> {});
                    return new Reading(created.stat().ctimeMs(), System.nanoTime());
                });
    }
}
