package org.muster.replica.session;

import org.jspecify.annotations.Nullable;

/** Sessions with the same deadline, in a list threaded through them. */
final class ExpiryBucket {
    final long deadlineMs;
    @Nullable LiveSession first;
    @Nullable LiveSession last;

    ExpiryBucket(long deadlineMs) {
        this.deadlineMs = deadlineMs;
    }

    void add(LiveSession session) {
        LiveSession tail = last;
        session.bucket = this;
        session.previous = tail;
        session.next = null;
        if (tail == null) {
            first = session;
        } else {
            tail.next = session;
        }
        last = session;
    }

    void remove(LiveSession session) {
        LiveSession before = session.previous;
        LiveSession after = session.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        session.bucket = null;
        session.previous = null;
        session.next = null;
    }
}
