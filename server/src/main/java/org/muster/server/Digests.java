package org.muster.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.muster.replica.route.Batch;
import org.muster.replica.route.Delivery;
import org.muster.server.admin.Member.RetainedDigest;

/** The tree's digests at every 128th zxid, the newest thousand of them. Thread-safe. */
final class Digests {
    private static final int INTERVAL_MASK = 127;
    private static final int MAX_RETAINED = 1024;

    private final Deque<RetainedDigest> retained = new ArrayDeque<>();

    Digests() {}

    /** Takes what is due of a batch. */
    void observe(Batch batch) {
        for (Delivery delivery : batch.deliveries()) {
            if (delivery instanceof Delivery.Committed committed
                    && (committed.zxid().value() & INTERVAL_MASK) == 0) {
                retain(
                        new RetainedDigest(
                                committed.zxid().value(), committed.after().digest().value()));
            }
        }
    }

    private synchronized void retain(RetainedDigest digest) {
        retained.addLast(digest);
        if (retained.size() > MAX_RETAINED) {
            retained.removeFirst();
        }
    }

    /** Oldest first. */
    synchronized List<RetainedDigest> all() {
        return List.copyOf(retained);
    }
}
