package org.muster.replica.front;

import java.util.List;
import org.muster.model.Now;
import org.muster.replica.ReplicaConfig;
import org.muster.replica.route.Batch;
import org.muster.state.State;

/**
 * One front of a member: the connections of one event loop, the order of their requests, their
 * watches, and its own reference to a state, on which it answers reads by itself. Single-threaded;
 * performs nothing itself; equal inputs give equal outputs.
 *
 * <p>A turn is {@link #beginTurn}, any number of the other calls, and {@link #endTurn}, which sends
 * what gathered: one write to each connection, one batch to the core.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Front {
    /** The front of number {@code id}, beginning with the state that the core begins with. */
    public Front(int id, ReplicaConfig config, State root, FrontOutput output) {
        throw new UnsupportedOperationException("in the making");
    }

    /** Begins a turn at {@code now}. */
    public void beginTurn(Now now) {
        throw new UnsupportedOperationException("in the making");
    }

    /**
     * A client has connected.
     *
     * @param remote for operators, such as {@code /127.0.0.1:48402}
     * @param ip the textual remote address without port: the automatic identity of scheme ip
     */
    public Connection connected(String remote, String ip, LinkPort port) {
        throw new UnsupportedOperationException("in the making");
    }

    /** A frame came, given without its length; the array is the caller's again afterwards. */
    public void frame(Connection connection, byte[] source, int offset, int length) {
        throw new UnsupportedOperationException("in the making");
    }

    /** The client will send no more but may still read. */
    public void halfClosed(Connection connection) {
        throw new UnsupportedOperationException("in the making");
    }

    /** The connection is gone. */
    public void disconnected(Connection connection) {
        throw new UnsupportedOperationException("in the making");
    }

    /** The socket has taken all that {@link LinkPort#send} reported as not taken. */
    public void drained(Connection connection) {
        throw new UnsupportedOperationException("in the making");
    }

    /** Time has passed; one every {@link ReplicaConfig#tickIntervalMs}. */
    public void tick() {
        throw new UnsupportedOperationException("in the making");
    }

    /** The core's batch came. */
    public void deliver(Batch batch) {
        throw new UnsupportedOperationException("in the making");
    }

    /** Ends the turn. */
    public void endTurn() {
        throw new UnsupportedOperationException("in the making");
    }

    /** Closes every connection without a byte, as at shutdown; sessions live on. */
    public void closeAll() {
        throw new UnsupportedOperationException("in the making");
    }

    /** The state on which reads are answered now. */
    public State root() {
        throw new UnsupportedOperationException("in the making");
    }

    /** The totals. */
    public FrontReport report() {
        throw new UnsupportedOperationException("in the making");
    }

    /** The connections in the order they came. */
    public List<ConnectionReport> connections() {
        throw new UnsupportedOperationException("in the making");
    }

    /** The watches by session, in the order of ids. */
    public List<WatchReport.BySession> watchesBySession() {
        throw new UnsupportedOperationException("in the making");
    }

    /** The watches by path, in byte order. */
    public List<WatchReport.ByPath> watchesByPath() {
        throw new UnsupportedOperationException("in the making");
    }

    /** Forgets the totals ({@code srst}). */
    public void resetStatistics() {
        throw new UnsupportedOperationException("in the making");
    }

    /** Forgets each connection's counts ({@code crst}). */
    public void resetConnectionStatistics() {
        throw new UnsupportedOperationException("in the making");
    }
}
