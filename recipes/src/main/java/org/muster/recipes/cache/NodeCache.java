package org.muster.recipes.cache;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.muster.client.MusterClient;
import org.muster.client.Node;

/**
 * A copy of one node, kept in memory and in step with the servers; the node may come and go.
 * Guarantees, and what happens without a connection and on expiry, are those of {@link TreeCache}.
 */
public final class NodeCache implements AutoCloseable {
    private final TreeCache tree;
    private final String path;

    private NodeCache(MusterClient client, String path) {
        this.tree = TreeCache.open(client, path, 0);
        this.path = path;
    }

    /** A copy of the node at {@code path}. */
    public static NodeCache open(MusterClient client, String path) {
        return new NodeCache(client, path);
    }

    /** Completes when it was read, or found missing, for the first time. */
    public CompletableFuture<NodeCache> ready() {
        return tree.ready().thenApply(loaded -> this);
    }

    /** The node, if it exists. */
    public Optional<Node> current() {
        return tree.get(path);
    }

    /** How what is shown relates to what the servers have. */
    public Freshness freshness() {
        return tree.freshness();
    }

    /** Lets {@code listener} hear of what follows, until what is returned is closed. */
    public AutoCloseable listen(Consumer<? super CacheEvent> listener) {
        return tree.listen(listener);
    }

    /**
     * Lets {@code listener} hear of the node now and of what follows; as {@link TreeCache#follow}.
     */
    public AutoCloseable follow(Consumer<? super CacheEvent> listener) {
        return tree.follow(listener);
    }

    @Override
    public void close() {
        tree.close();
    }
}
