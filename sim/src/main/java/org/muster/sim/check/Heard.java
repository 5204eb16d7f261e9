package org.muster.sim.check;

import org.muster.model.WatchEvent;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.wire.client.ConnectResponse;

/** What one frame told a client, after it was checked. */
public sealed interface Heard {
    /** The answer to the handshake. */
    record Handshake(ConnectResponse response) implements Heard {}

    /** The answer to a request. */
    record Reply(int xid, long zxid, Request request, Response response) implements Heard {}

    /** A watch event. */
    record Event(long zxid, WatchEvent event) implements Heard {}
}
