package org.muster.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.model.request.WriteRequest;
import org.muster.replica.core.CoreInput;
import org.muster.replica.core.CoreStart;
import org.muster.state.State;
import org.muster.wire.client.RequestWriter;
import org.muster.wire.jute.ByteWriter;

/** Mistakes that the simulator found, each reduced to its smallest schedule. */
class FoundBySimulationTest {
    private static final String PING = "00000008fffffffe0000000b";

    private static String frame(int xid, Request request) {
        ByteWriter out = new ByteWriter();
        RequestWriter.write(out, xid, request);
        return HexFormat.of().formatHex(out.toArray());
    }

    private static Rig.Session again(Rig rig, Rig.Session old) {
        Rig.Session fresh = rig.connect();
        fresh.id = old.id;
        fresh.password = old.password;
        fresh.send(fresh.connectFrame(0, 4000));
        return fresh;
    }

    @Test
    void nobodyIsToldOfASessionsEndThatACrashCouldUndo() {
        Rig rig = new Rig();
        Rig.Session silent = rig.connect().handshake(4000);
        rig.diskHangs = true;
        rig.pass(10_000);
        Rig.Session late = again(rig, silent);
        assertEquals(List.of(), late.take());
        rig.diskAnswers();
        String refused = late.take().getFirst();
        assertEquals("00000000", refused.substring(16, 24), refused);
    }

    @Test
    void aFrameCountsAsASignOfLifeThoughItsConnectionBreaksBeforeTheTick() {
        Rig rig = new Rig();
        Rig.Session first = rig.connect().handshake(4000);
        rig.pass(3_900);
        first.send(PING);
        first.drop();
        rig.pass(3_500);
        String answer = again(rig, first).take().getFirst();
        assertEquals("00000fa0", answer.substring(16, 24), answer);
    }

    /** Here the simulator's check was wrong: what the front has heard, the core need not know. */
    @Test
    void aFrameAfterTheWholeTimeoutCountsOnceTheCoreHasHeardOfIt() {
        Rig rig = new Rig();
        Rig.Session told = rig.connect().handshake(4000);
        Rig.Session untold = rig.connect().handshake(4000);
        rig.pass(5_900);
        rig.nowMs += 100;
        told.send(PING);
        rig.turn(told.front, told.front::tick);
        untold.send(PING);
        rig.coreTurn(List.of(new CoreInput.Tick()));
        rig.settle();
        String attached = again(rig, told).take().getFirst();
        assertEquals("00000fa0", attached.substring(16, 24), attached);
        String refused = again(rig, untold).take().getFirst();
        assertEquals("00000000", refused.substring(16, 24), refused);
    }

    @Test
    void aClientThatDoesNotReadIsAnsweredInOrderAndStopsNobody() {
        Rig rig = new Rig();
        Rig.Session slow = rig.connect().handshake(10_000);
        slow.wire.unsent = Rig.config().limits().pauseOutputBytes() + 1;
        ZPath path = ZPath.of("/a");
        slow.send(
                frame(1, new WriteRequest.Create(Op.CREATE, path, Bytes.EMPTY, Acl.OPEN, 0, -1)),
                frame(2, new ReadRequest.GetData(path, false)),
                frame(3, new WriteRequest.SetData(path, Bytes.utf8("x"), -1)),
                frame(4, new ReadRequest.GetData(path, false)));
        slow.send(
                frame(5, new ReadRequest.GetData(path, false)),
                frame(6, new WriteRequest.Delete(path, -1)));
        slow.wire.unsent = 0;
        rig.turn(slow.front, () -> slow.front.drained(slow.connection));
        List<String> xids = slow.take().stream().map(reply -> reply.substring(8, 16)).toList();
        assertEquals(
                List.of("00000001", "00000002", "00000003", "00000004", "00000005", "00000006"),
                xids);
    }

    @Test
    void aTtlZnodeWrittenAfterTheSweepFoundItStays() {
        ReplicaConfig plain = Rig.config();
        ReplicaConfig slow =
                new ReplicaConfig(
                        1,
                        plain.passwordKey(),
                        plain.tickTimeMs(),
                        plain.tickIntervalMs(),
                        plain.minSessionTimeoutMs(),
                        plain.maxSessionTimeoutMs(),
                        plain.handshakeTimeoutMs(),
                        new ReplicaConfig.ReaperPace(2_000, 60, 0),
                        plain.limits(),
                        plain.rules(),
                        null);
        Rig rig = new Rig(slow, 1, CoreStart.from(State.initial()));
        Rig.Session client = rig.connect().handshake(40_000);
        for (String path : List.of("/a", "/b")) {
            client.send(
                    frame(
                            1,
                            new WriteRequest.Create(
                                    Op.CREATE_TTL,
                                    ZPath.of(path),
                                    Bytes.EMPTY,
                                    Acl.OPEN,
                                    5,
                                    1_500)));
        }
        while (rig.core.committed().find(ZPath.of("/a")) != null) {
            rig.pass(100);
        }
        assertNotNull(rig.core.committed().find(ZPath.of("/b")), "its turn is a second later");
        client.send(frame(2, new WriteRequest.SetData(ZPath.of("/b"), Bytes.EMPTY, -1)));
        rig.pass(1_200);
        assertNotNull(rig.core.committed().find(ZPath.of("/b")), "it was written a second ago");
        rig.pass(10_000);
        assertNull(rig.core.committed().find(ZPath.of("/b")), "now it is due");
    }
}
