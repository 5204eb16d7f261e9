package org.muster.client;

import java.time.Duration;
import org.muster.model.SessionId;
import org.muster.model.peer.HostPort;

/** Where a client stands with its session. */
public sealed interface SessionState {

    /** There is no session yet; this is the {@code attempt}-th try to reach a server. */
    record Connecting(int attempt) implements SessionState {}

    /**
     * A server serves the session.
     *
     * @param epoch 1 for the client's first session, one more for each that followed an expired one
     * @param timeout as the server has granted it
     */
    record Connected(SessionId id, int epoch, Duration timeout, HostPort server)
            implements SessionState {}

    /** A server without a majority lets the client read. */
    record ReadOnly(HostPort server) implements SessionState {}

    /** The connection is lost; whether the session is, only a server can tell. */
    record Suspended(int epoch, String cause) implements SessionState {}

    /** A server said that the session is over: its ephemeral nodes are gone. */
    record Lost(int epoch, String cause) implements SessionState {}

    /** The credentials were refused; this is the end. */
    record AuthFailed(String cause) implements SessionState {}

    /** The client is closed. */
    record Closed(String cause) implements SessionState {}

    /** Whether no other state can follow. */
    default boolean isFinal() {
        return this instanceof AuthFailed || this instanceof Closed;
    }
}
