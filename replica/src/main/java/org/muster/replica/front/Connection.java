package org.muster.replica.front;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Id;
import org.muster.model.SessionId;
import org.muster.replica.watch.Watcher;
import org.muster.wire.jute.ByteWriter;

/**
 * One connection of a front, from accept to close; to its shell an opaque handle. Holds the facts
 * only: what they mean is decided by the classes of this package that are named after the phases.
 */
public final class Connection {
    /** How far a connection is. */
    enum Phase {
        /** Nothing came yet. */
        NEW,
        /** Its ConnectRequest for a new session is with the core. */
        OPENING,
        /** Its ConnectRequest for a session there was is with the core. */
        ATTACHING,
        /** It has a session. */
        OPEN,
        /** It is closed, or about to be; it takes part in nothing. */
        GONE
    }

    /** Why its socket is not read from: waiting for its session. */
    static final int STOPPED_ATTACHING = 1;

    /** Why its socket is not read from: too much is outstanding. */
    static final int STOPPED_OUTSTANDING = 1 << 1;

    /** Why its socket is not read from: it does not take what it asked for. */
    static final int STOPPED_OUTPUT = 1 << 2;

    final LinkPort port;
    final long link;
    final ConnectionStatistics statistics;

    Phase phase = Phase.NEW;
    SessionId session = SessionId.NONE;
    int timeoutMs;

    /** Replaced, never changed: requests keep the list of the moment they were read. */
    List<Id> identities;

    /** Requests not yet answered in the order they came; null while there was none lately. */
    @Nullable ArrayDeque<Pending> pending;

    /** What this turn has for it so far; null for nothing. */
    @Nullable ByteWriter out;

    /** Its watches; null while it never had one. */
    @Nullable Watcher<Connection> watcher;

    /** A set of the STOPPED bits; 0 while its socket is read from. */
    byte stopped;

    long stoppedSinceNs;

    /** When it was last sent something; before that, when it was accepted. */
    long lastSentNs;

    /** Whether it sent the read-only byte, and so expects it back. */
    boolean sentReadOnly;

    /** Whether it was heard from since the last report to the core. */
    boolean touched;

    /** Whether further frames are ignored: its last request has come. */
    boolean deaf;

    /** Whether it is closed once all its requests are answered. */
    boolean closeWhenAnswered;

    Connection(List<Id> identities, LinkPort port, long link, Moment accepted) {
        this.identities = identities;
        this.port = port;
        this.link = link;
        this.lastSentNs = accepted.monotonicNs();
        this.statistics = new ConnectionStatistics(accepted.wallMs());
    }

    /** When it was accepted, by both clocks. */
    record Moment(long monotonicNs, long wallMs) {}

    /** Whether its ConnectRequest is with the core. */
    boolean isConnecting() {
        return phase == Phase.OPENING || phase == Phase.ATTACHING;
    }

    boolean hasPending() {
        return pending != null && !pending.isEmpty();
    }

    boolean isPaused() {
        return (stopped & STOPPED_OUTPUT) != 0;
    }
}
