package org.muster.recipes.cache;

import java.util.Optional;
import org.muster.client.Node;

/** What became different in a cache. */
public sealed interface CacheEvent {

    /** A node is there or has other data, or is another node of the same path. */
    record Changed(Node now, Optional<Node> before) implements CacheEvent {}

    /** A node is gone. */
    record Removed(Node before) implements CacheEvent {}

    /** The cache follows the servers, or does no longer. */
    record Turned(Freshness freshness) implements CacheEvent {}
}
