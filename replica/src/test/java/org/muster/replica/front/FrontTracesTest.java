package org.muster.replica.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Bytes;
import org.muster.model.request.LinkRequest;
import org.muster.replica.Frames;
import org.muster.replica.Rig;
import org.muster.replica.trace.TraceEvent;
import org.muster.replica.trace.TraceEvent.Cause;

/** Why connections end is told, once for each, with where it came from. */
class FrontTracesTest {
    private static final String REMOTE = "/127.0.0.1:4000";

    private final Rig rig = new Rig();

    private static List<TraceEvent> cut(Cause cause) {
        return List.of(new TraceEvent.ConnectionCut(REMOTE, cause));
    }

    @Test
    void whoNeverSpeaksIsTold() {
        Rig.Session mute = rig.connect();
        rig.pass(Rig.config().handshakeTimeoutMs() + 1000);
        assertTrue(mute.wire.closed);
        assertEquals(cut(Cause.SILENT), rig.traces);
    }

    @Test
    void whoCannotBeUnderstoodIsTold() {
        rig.connect().send("00000003 000000");
        assertEquals(cut(Cause.UNREADABLE), rig.traces);
    }

    @Test
    void whoHasSeenMoreIsTold() {
        Rig.Session ahead = rig.connect();
        ahead.send(ahead.connectFrame(1L << 40, 4000));
        assertEquals(cut(Cause.AHEAD), rig.traces);
    }

    @Test
    void anUnknownIdentityIsTold() {
        Rig.Session client = rig.connect().handshake(4000);
        client.send(Frames.of(-4, new LinkRequest.Auth("none-such", Bytes.utf8("x"))));
        assertTrue(client.wire.closed);
        assertEquals(List.of(new TraceEvent.IdentityRefused(REMOTE, "none-such")), rig.traces);
    }

    @Test
    void aClientThatLeavesIsNotTold() {
        rig.connect().handshake(4000).drop();
        rig.connect().handshake(4000).send(Frames.close(1));
        assertEquals(List.of(), rig.traces);
    }
}
