package org.muster.replica.core;

import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.muster.model.Now;
import org.muster.replica.route.Submission;
import org.muster.zab.Zab;

/**
 * What a leader may say only once a quorum has confirmed that it led when it was asked: another one
 * may know better.
 */
final class Confirmations {
    private final Zab consensus;
    private final ZabPort port;
    private final TreeMap<Long, Deferred> waiting = new TreeMap<>();
    private long lastToken;

    Confirmations(Zab consensus, ZabPort port) {
        this.consensus = consensus;
        this.port = port;
    }

    /** Lets {@code deferred} wait for a quorum; whether it has been confirmed at once. */
    boolean ask(Now now, Deferred deferred) {
        long token = ++lastToken;
        waiting.put(token, deferred);
        consensus.confirm(now, token, port);
        return !waiting.containsKey(token);
    }

    /** What waited under {@code token}, or null; it waits no more. */
    @Nullable Deferred take(long token) {
        return waiting.remove(token);
    }

    /** Visits the handshakes of clients here. */
    void forEachRefusal(BiConsumer<Integer, Submission> visitor) {
        for (Deferred deferred : waiting.values()) {
            if (deferred instanceof Deferred.Refusal(int front, Submission.Connect connect)) {
                visitor.accept(front, connect);
            }
        }
    }
}
