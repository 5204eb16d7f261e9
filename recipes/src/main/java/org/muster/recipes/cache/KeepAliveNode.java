package org.muster.recipes.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.CallOption;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.model.Bytes;
import org.muster.recipes.line.Reaper;
import org.muster.recipes.line.Steps;

/**
 * A node that outlives sessions, but not by long: it stays while somebody keeps it alive, on the
 * znodes of Curator's {@code PersistentTtlNode}: a container whose child {@code touch} expires
 * unless it is touched.
 *
 * <p><b>Guarantees.</b> While any keeper of the path is connected, the node exists; when the last
 * has stopped or was cut off for the time to live, the servers remove it, some seconds later. Any
 * number may keep the same node. Data are set when a keeper finds none and by {@link #set}.
 *
 * <p><b>Without a connection</b> for longer than the time to live the node goes; it is made anew
 * when the connection is back. <b>The end of a session</b> does not matter to it. The servers must
 * allow nodes with a time to live, as Muster does; Apache's need {@code
 * zookeeper.extendedTypesEnabled}.
 */
public final class KeepAliveNode implements AutoCloseable {
    private static final String TOUCH = "/touch";

    /** How often it is touched within its time to live. */
    private static final int TOUCHES = 3;

    private final MusterClient client;
    private final String path;
    private final Duration ttl;
    private final CompletableFuture<KeepAliveNode> ready = new CompletableFuture<>();
    private volatile Bytes data;
    private volatile boolean closed;

    private KeepAliveNode(MusterClient client, String path, Bytes data, Duration ttl) {
        this.client = client.onOwnLane();
        this.path = path;
        this.data = data;
        this.ttl = ttl;
    }

    /** Keeps a node at {@code path} alive; missing parents are created as containers. */
    public static KeepAliveNode keep(MusterClient client, String path, Bytes data, Duration ttl) {
        KeepAliveNode node = new KeepAliveNode(client, path, data, ttl);
        node.touch();
        return node;
    }

    /** Completes when it exists for the first time; fails if it cannot. */
    public CompletableFuture<KeepAliveNode> ready() {
        return Steps.forUsers(ready);
    }

    /** Changes its data; completes when that is done. */
    public CompletableFuture<KeepAliveNode> set(Bytes wanted) {
        data = wanted;
        CompletableFuture<KeepAliveNode> done =
                Steps.persist(() ->
                                client.set(
                                        path, wanted, Expect.any(), CallOption.Retry.AT_LEAST_ONCE))
                        .thenApply(stat -> this);
        return Steps.forUsers(done);
    }

    /** Stops keeping it alive; it goes when its time has passed and nobody else keeps it. */
    @Override
    public void close() {
        closed = true;
    }

    /** Stops, and deletes it at once for everybody; completes when it is gone. */
    public CompletableFuture<@Nullable Void> delete() {
        closed = true;
        return Steps.forUsers(
                Reaper.remove(client, path + TOUCH)
                        .thenCompose(gone -> Reaper.remove(client, path)));
    }

    private void touch() {
        if (!closed) {
            Steps.when(
                    client.set(
                            path + TOUCH,
                            Bytes.EMPTY,
                            Expect.any(),
                            CallOption.Retry.AT_LEAST_ONCE),
                    touched -> alive(),
                    failure -> {
                        if (failure.code() == Code.NO_NODE) {
                            create();
                        } else {
                            later(failure);
                        }
                    });
        }
    }

    private void alive() {
        ready.complete(this);
        Steps.later(ttl.toMillis() / TOUCHES, this::touch);
    }

    private void create() {
        CreateSpec node = CreateSpec.container().withParents(CreateSpec.Parents.CREATE_CONTAINERS);
        CompletableFuture<Boolean> made =
                isThere(client.create(path, data, node))
                        .thenCompose(there ->
                                isThere(
                                        client.create(
                                                path + TOUCH,
                                                Bytes.EMPTY,
                                                CreateSpec.expiring(ttl))));
        Steps.when(
                made,
                there -> alive(),
                failure -> {
                    if (failure.code() == Code.NO_NODE) {
                        // The container was reaped in between.
                        Steps.later(Steps.pauseMs(1), this::touch);
                    } else {
                        later(failure);
                    }
                });
    }

    private static <T> CompletableFuture<Boolean> isThere(CompletableFuture<T> created) {
        return created.handle((made, thrown) -> {
            MusterException failure = thrown == null ? null : MusterException.of(thrown);
            if (failure != null && failure.code() != Code.NODE_EXISTS) {
                throw failure;
            }
            return true;
        });
    }

    private void later(MusterException failure) {
        if (Steps.mayPass(failure)) {
            Steps.later(Steps.pauseMs(3), this::touch);
        } else {
            closed = true;
            ready.completeExceptionally(failure);
        }
    }
}
