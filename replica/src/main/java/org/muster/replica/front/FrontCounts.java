package org.muster.replica.front;

import org.muster.model.WatchEvent;
import org.muster.replica.Histogram;

/**
 * What a front counts for operators besides its totals. Each front counts for itself, without
 * sharing; sums are made when somebody asks. Latencies in ms.
 */
public final class FrontCounts {
    private final Histogram reads = new Histogram();
    private final Histogram updates = new Histogram();
    private final Histogram created = new Histogram();
    private final Histogram deleted = new Histogram();
    private final Histogram dataChanged = new Histogram();
    private final Histogram childrenChanged = new Histogram();
    long eventBytes;
    long replyBytes;
    long revalidations;
    long sessionlessExpired;
    long staleReplies;
    long staleRequests;
    long pauses;

    /** With nothing counted. */
    public FrontCounts() {}

    /** The sums of all of {@code parts}. */
    public static FrontCounts sum(Iterable<FrontCounts> parts) {
        FrontCounts sum = new FrontCounts();
        for (FrontCounts part : parts) {
            sum.addAll(part);
        }
        return sum;
    }

    private void addAll(FrontCounts other) {
        reads.addAll(other.reads);
        updates.addAll(other.updates);
        for (WatchEvent.Type type : WatchEvent.Type.values()) {
            watchersTold(type).addAll(other.watchersTold(type));
        }
        eventBytes += other.eventBytes;
        replyBytes += other.replyBytes;
        revalidations += other.revalidations;
        sessionlessExpired += other.sessionlessExpired;
        staleReplies += other.staleReplies;
        staleRequests += other.staleRequests;
        pauses += other.pauses;
    }

    /** Forgets everything. */
    void reset() {
        reads.reset();
        updates.reset();
        for (WatchEvent.Type type : WatchEvent.Type.values()) {
            watchersTold(type).reset();
        }
        eventBytes = 0;
        replyBytes = 0;
        revalidations = 0;
        sessionlessExpired = 0;
        staleReplies = 0;
        staleRequests = 0;
        pauses = 0;
    }

    /** From a request that changed nothing to its reply. */
    public Histogram reads() {
        return reads;
    }

    /** From a request that became a transaction to its reply. */
    public Histogram updates() {
        return updates;
    }

    /** How many watchers heard of each change that had any, by the kind of their event. */
    public Histogram watchersTold(WatchEvent.Type type) {
        return switch (type) {
            case NODE_CREATED -> created;
            case NODE_DELETED -> deleted;
            case NODE_DATA_CHANGED -> dataChanged;
            case NODE_CHILDREN_CHANGED -> childrenChanged;
        };
    }

    /** Bytes of watch events, without their lengths. */
    public long eventBytes() {
        return eventBytes;
    }

    /** Bytes of replies to what clients asked of the tree, without their lengths. */
    public long replyBytes() {
        return replyBytes;
    }

    /** Handshakes that asked for a session there was. */
    public long revalidations() {
        return revalidations;
    }

    /** Connections closed because they never asked for a session. */
    public long sessionlessExpired() {
        return sessionlessExpired;
    }

    /** Replies to connections that were gone. */
    public long staleReplies() {
        return staleReplies;
    }

    /** Requests dropped with their connections before anybody looked at them. */
    public long staleRequests() {
        return staleRequests;
    }

    /** How often reading stopped because too much was outstanding. */
    public long pauses() {
        return pauses;
    }
}
