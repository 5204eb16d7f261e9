package org.muster.replica.session;

import org.jspecify.annotations.Nullable;
import org.muster.model.SessionId;

/** A session as the core follows it: its timeout, its place among the deadlines, its connection. */
public final class LiveSession {
    /** No connection. */
    public static final int NO_FRONT = -1;

    private final SessionId id;
    private int timeoutMs;
    private int front = NO_FRONT;
    private long link;
    private boolean closing;

    /** Where it stands in {@link ExpiryQueue}. */
    @Nullable ExpiryBucket bucket;

    @Nullable LiveSession previous;
    @Nullable LiveSession next;

    LiveSession(SessionId id, int timeoutMs) {
        this.id = id;
        this.timeoutMs = timeoutMs;
    }

    /** Which session it is. */
    public SessionId id() {
        return id;
    }

    /** How long it may be silent. */
    public int timeoutMs() {
        return timeoutMs;
    }

    /** The front of its connection, or {@link #NO_FRONT}. */
    public int front() {
        return front;
    }

    /** Its connection's number at {@link #front}. */
    public long link() {
        return link;
    }

    /** Whether its end is on the way: it does nothing any more and cannot be attached. */
    public boolean closing() {
        return closing;
    }

    /** Whether {@code link} of {@code front} is its connection. */
    public boolean isAttachedTo(int front, long link) {
        return this.front == front && this.link == link;
    }

    /** Gives it a connection, and the timeout negotiated there. */
    public void attach(int front, long link, int timeoutMs) {
        this.front = front;
        this.link = link;
        this.timeoutMs = timeoutMs;
    }

    /** Its connection is gone. */
    public void detach() {
        front = NO_FRONT;
    }

    /** Its end is on the way. */
    public void becomeClosing() {
        closing = true;
    }
}
