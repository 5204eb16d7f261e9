package org.muster.recipes.registry;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.MusterClient;
import org.muster.recipes.cache.PersistentNode;

/**
 * An instance's entry in the registry, on the znodes of Curator's service discovery: {@code
 * base/service/id}.
 *
 * <p><b>Guarantees</b> are those of {@link PersistentNode}: the entry is there whenever the session
 * lives, is changed in place, and a living instance with the same id is never overwritten. A short
 * cut of the connection is invisible to callers.
 */
public final class Registration implements AutoCloseable {
    private final PersistentNode node;
    private volatile ServiceInstance instance;

    private Registration(PersistentNode node, ServiceInstance instance) {
        this.node = node;
        this.instance = instance;
    }

    /** Registers below {@code base} until it is closed. */
    public static Registration register(
            MusterClient client, String base, ServiceInstance instance) {
        String path = base + "/" + instance.service() + "/" + instance.id();
        return new Registration(
                PersistentNode.keep(client, path, instance.encode(), PersistentNode.Conflict.FAIL),
                instance);
    }

    /** Completes when callers can see it; fails if a living instance has the id. */
    public CompletableFuture<Registration> ready() {
        return node.ready().thenApply(there -> this);
    }

    /** Tells something else, under the same id; completes when it is told. */
    public CompletableFuture<Registration> update(ServiceInstance other) {
        instance = other;
        return node.set(other.encode()).thenApply(there -> this);
    }

    /** Asks for no new work; to be closed when the old is done. */
    public CompletableFuture<Registration> drain() {
        return update(instance.drained());
    }

    /** Takes it away; completes when it is gone. */
    public CompletableFuture<@Nullable Void> closeAsync() {
        return node.closeAsync();
    }

    @Override
    public void close() {
        node.close();
    }
}
