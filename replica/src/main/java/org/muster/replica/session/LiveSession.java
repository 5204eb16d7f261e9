package org.muster.replica.session;

import org.jspecify.annotations.Nullable;
import org.muster.model.SessionId;

/** A session as the core follows it: its timeout, its place among the deadlines, its connection. */
public final class LiveSession {
    /** No connection. */
    public static final int NO_FRONT = -1;

    /** No learner's link. */
    public static final long NO_LEARNER = -1;

    private final SessionId id;
    private int timeoutMs;
    private int front = NO_FRONT;
    private long link;
    private boolean closing;
    private long owner = NO_LEARNER;
    private long attachment;

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

    /** The link of the learner it is attached at, or {@link #NO_LEARNER}. */
    public long owner() {
        return owner;
    }

    /** The zxid of its last known attachment; 0 if none is known. */
    public long attachment() {
        return attachment;
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
        this.owner = NO_LEARNER;
    }

    /** A learner's client holds it. */
    public void attachAt(long owner, int timeoutMs) {
        this.front = NO_FRONT;
        this.owner = owner;
        this.timeoutMs = timeoutMs;
    }

    /** Its newest attachment is that of {@code zxid}. */
    public void becomeAttachedAt(long zxid) {
        attachment = zxid;
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
