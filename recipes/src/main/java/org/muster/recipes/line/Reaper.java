package org.muster.recipes.line;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.CallOption;
import org.muster.client.Code;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.SessionState;

/** Takes away what a recipe has left, and keeps at it while there is no connection. */
public final class Reaper {
    private Reaper() {}

    /** Deletes a node that nobody else would create again; completes when it is gone. */
    public static CompletableFuture<@Nullable Void> remove(MusterClient client, String path) {
        CompletableFuture<@Nullable Void> gone = new CompletableFuture<>();
        remove(client, path, gone, 0);
        return gone;
    }

    private static void remove(
            MusterClient client, String path, CompletableFuture<@Nullable Void> gone, int attempt) {
        Steps.when(
                client.delete(path, Expect.any()),
                done -> gone.complete(null),
                failure -> {
                    boolean over =
                            failure.code() == Code.NO_NODE
                                    || failure.code() == Code.CLOSED
                                    || failure.goalReached();
                    if (over) {
                        gone.complete(null);
                    } else if (Steps.mayPass(failure)) {
                        Steps.later(
                                Steps.pauseMs(attempt),
                                () -> remove(client, path, gone, attempt + 1));
                    } else {
                        gone.completeExceptionally(failure);
                    }
                });
    }

    /**
     * Deletes an ephemeral node of ours whose name others may use after us: only while it is the
     * one that {@code czxid} created, in the session that owns it.
     */
    public static CompletableFuture<@Nullable Void> removeOurs(
            MusterClient client, String path, long czxid) {
        CompletableFuture<@Nullable Void> gone = new CompletableFuture<>();
        removeOurs(client, path, czxid, gone);
        return gone;
    }

    private static void removeOurs(
            MusterClient client, String path, long czxid, CompletableFuture<@Nullable Void> gone) {
        Steps.when(
                Steps.persist(() -> client.stat(path)),
                found -> {
                    boolean ours =
                            found.isPresent()
                                    && found.get().czxid() == czxid
                                    && client.session().state()
                                            instanceof SessionState.Connected connected
                                    && connected.id().value() == found.get().ephemeralOwner();
                    if (!ours) {
                        gone.complete(null);
                        return;
                    }
                    Steps.when(
                            client.delete(path, Expect.any()),
                            done -> gone.complete(null),
                            failure ->
                                    Steps.later(
                                            Steps.pauseMs(2),
                                            () -> removeOurs(client, path, czxid, gone)));
                },
                failure -> gone.complete(null));
    }

    /** Deletes the children whose names begin so; for creates of which nothing was heard. */
    public static void removeAll(MusterClient client, String directory, String prefix) {
        Steps.done(
                Steps.persist(() -> client.children(directory, CallOption.Consistency.SYNCED)),
                found -> {
                    List<String> names = found.names();
                    for (String name : names) {
                        if (name.startsWith(prefix)) {
                            Steps.done(remove(client, directory + "/" + name), gone -> {});
                        }
                    }
                });
    }
}
