package org.muster.client.machine;

import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.SessionId;

/** What a client remembers of its session between connections. */
final class Attached {
    SessionId id = SessionId.NONE;
    @Nullable Bytes password;
    int timeoutMs;
    int epoch;
    boolean readOnly;

    /** The newest transaction heard of; it outlives sessions, so that reads never go back. */
    long lastZxid;

    /**
     * The newest transaction that an answer came after. One transaction can make several events: to
     * have heard one is not to have heard all of them.
     */
    long answeredZxid;

    void forget() {
        id = SessionId.NONE;
        password = null;
    }

    void saw(long zxid) {
        lastZxid = Math.max(lastZxid, zxid);
    }

    /** An answer bears {@code zxid}. */
    void answered(long zxid) {
        answeredZxid = Math.max(answeredZxid, zxid);
        saw(zxid);
    }
}
