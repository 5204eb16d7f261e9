package org.muster.client.machine;

import org.muster.model.SessionId;
import org.muster.model.peer.HostPort;

/** What the machine wants done, and what it lets be known. None of it may call back at once. */
public interface Effects {
    /** Find the addresses of a host; the answer is {@link SessionMachine#resolved}. */
    void resolve(HostPort host);

    /** Open connection number {@code link}; answers are connected or disconnected. */
    void open(long link, Endpoint endpoint);

    /** Send bytes; they are the callee's until it returns. */
    void send(long link, byte[] bytes, int length);

    /** Close the connection; nothing more is heard of it. */
    void shut(long link);

    /** A try to connect begins, the first being number 1. */
    void connecting(int attempt);

    /** The session is attached. */
    void attached(Attachment attachment);

    /** The connection is lost, the session perhaps not. */
    void suspended(String cause);

    /** The session is over; {@code epoch} was its number within this client. */
    void lost(int epoch, String cause);

    /** The credentials are not accepted: the end. */
    void authFailed(String why);

    /** The end. */
    void closed(String why);

    /** How long leases hold if nothing else is heard. */
    void leaseUntil(LeaseDeadline deadline);

    /**
     * An attached session.
     *
     * @param epoch 1 for this client's first session, 2 for the next
     */
    record Attachment(
            SessionId session, int epoch, int timeoutMs, Endpoint endpoint, boolean readOnly) {}
}
