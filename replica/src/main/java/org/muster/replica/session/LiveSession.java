package org.muster.replica.session;

import org.jspecify.annotations.Nullable;
import org.muster.model.SessionId;

/** A session as the core follows it: its timeout, its place among the deadlines, its connection. */
public final class LiveSession {
    /** No connection. */
    public static final int NO_FRONT = -1;

    /** No learner's link. */
    public static final long NO_LEARNER = -1;

    /** In place of a front: its connection is a learner's, and the link is the learner's too. */
    private static final int AT_LEARNER = -2;

    private final SessionId id;
    private int timeoutMs;
    private int front = NO_FRONT;
    private long link;
    private boolean closing;
    private long attachment;

    /** Where it stands in {@link ExpiryQueue}. */
    @Nullable ExpiryBucket bucket;

    @Nullable LiveSession previous;
    @Nullable LiveSession next;

    /** The next in its chain of {@link SessionIndex}. */
    @Nullable LiveSession chained;

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
        return front == AT_LEARNER ? NO_FRONT : front;
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
        return front == AT_LEARNER ? link : NO_LEARNER;
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
    }

    /** A learner's client holds it. */
    public void attachAt(long owner, int timeoutMs) {
        this.front = AT_LEARNER;
        this.link = owner;
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
