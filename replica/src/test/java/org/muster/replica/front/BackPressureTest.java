package org.muster.replica.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.ZPath;
import org.muster.model.request.ReadRequest;
import org.muster.replica.Frames;
import org.muster.replica.ReplicaConfig;
import org.muster.replica.Rig;
import org.muster.replica.core.CoreStart;
import org.muster.replica.trace.TraceEvent;
import org.muster.state.State;

/** Bounds: who asks for more than can be had waits, and costs nobody else anything. */
final class BackPressureTest {
    private static Rig rig(ReplicaConfig.FrontLimits limits) {
        ReplicaConfig plain = Rig.config();
        ReplicaConfig config =
                new ReplicaConfig(
                        plain.sessionIdByte(),
                        plain.passwordKey(),
                        plain.tickTimeMs(),
                        plain.tickIntervalMs(),
                        plain.minSessionTimeoutMs(),
                        plain.maxSessionTimeoutMs(),
                        plain.handshakeTimeoutMs(),
                        plain.reaper(),
                        limits,
                        plain.rules(),
                        null);
        return new Rig(config, 1, CoreStart.from(State.initial()));
    }

    @Test
    void aConnectionIsNotReadWhileTooMuchIsOutstanding() {
        Rig rig = rig(new ReplicaConfig.FrontLimits(1 << 20, 4, 1 << 20, 1 << 20, 1 << 21));
        Rig.Session busy = rig.connect().handshake(4000);
        Rig.Session idle = rig.connect().handshake(4000);
        rig.diskHangs = true;
        for (int xid = 1; xid <= 4; xid++) {
            busy.send(Frames.create(xid, "/n" + xid, 0));
        }
        assertTrue(busy.wire.reading);
        busy.send(Frames.create(5, "/n5", 0));
        assertFalse(busy.wire.reading);
        assertTrue(idle.wire.reading);
        assertInstanceOf(TraceEvent.FrontFull.class, rig.traces.getFirst());
        assertEquals(1, rig.traces.size());
        idle.send(Frames.exists(1, "/", false));
        assertEquals(1, idle.take().size());
        rig.diskAnswers();
        assertTrue(busy.wire.reading);
        assertEquals(5, busy.take().size());
        assertEquals(0, busy.front.report().outstanding());
    }

    @Test
    void largeRequestsCountByTheirBytes() {
        Rig rig = rig(new ReplicaConfig.FrontLimits(1 << 20, 1000, 1000, 1 << 20, 1 << 21));
        Rig.Session client = rig.connect().handshake(4000);
        rig.diskHangs = true;
        client.send(Frames.set(1, "/n", "x".repeat(900)));
        assertTrue(client.wire.reading);
        client.send(Frames.set(2, "/n", "x".repeat(900)));
        assertFalse(client.wire.reading);
        rig.diskAnswers();
        assertTrue(client.wire.reading);
    }

    @Test
    void theBytesOfLargeRequestsAreKnownUntilTheyAreAnswered() {
        Rig rig = rig(limits(1000, 0));
        Rig.Session client = rig.connect().handshake(4000);
        rig.diskHangs = true;
        String small = Frames.set(1, "/n", "x".repeat(900));
        String large = Frames.set(2, "/n", "x".repeat(1900));
        client.send(small, large, large);
        assertEquals(2L * (large.length() / 2 - 4), client.front.largeRequestBytes());
        rig.diskAnswers();
        assertEquals(0, client.front.largeRequestBytes());
        rig.diskHangs = true;
        client.send(large);
        client.drop();
        assertEquals(0, client.front.largeRequestBytes());
    }

    @Test
    void aWriteThatWaitedTooLongForTheCoreIsRefusedInItsPlace() {
        Rig rig = rig(limits(Integer.MAX_VALUE, 50));
        Rig.Session client = rig.connect().handshake(4000);
        int logged = rig.log.size();
        rig.submitLate(client, 50, Frames.create(1, "/a", 0));
        rig.submitLate(client, 51, Frames.create(2, "/b", 0), Frames.exists(3, "/a", false));
        assertEquals(List.of("1 2 0", "2 2 -127", "3 2 0"), Frames.heads(client.take()));
        assertEquals(logged + 1, rig.log.size(), "what is refused so is no transaction");
        assertEquals(1, rig.traces.size());
        assertEquals("core: write throttled", rig.traces.get(0).mark());
        rig.submitLate(client, 5000, Frames.close(4));
        assertEquals(List.of("4 3 0"), Frames.heads(client.take()));
    }

    private static ReplicaConfig.FrontLimits limits(int largeFrameBytes, int maxWaitMs) {
        return new ReplicaConfig.FrontLimits(
                1 << 20, 1000, 1 << 20, 1 << 20, 1 << 21, largeFrameBytes, maxWaitMs);
    }

    @Test
    void aClientThatLeavesGivesItsShareBack() {
        Rig rig = rig(new ReplicaConfig.FrontLimits(1 << 20, 2, 1 << 20, 1 << 20, 1 << 21));
        Rig.Session leaver = rig.connect().handshake(4000);
        Rig.Session other = rig.connect().handshake(4000);
        rig.diskHangs = true;
        leaver.send(Frames.create(1, "/a", 0), Frames.create(2, "/b", 0));
        other.send(Frames.create(1, "/c", 0));
        assertFalse(other.wire.reading);
        leaver.drop();
        assertTrue(other.wire.reading);
    }

    @Test
    void aSlowReadersRequestsWaitUntilItHasTakenWhatItGot() {
        Rig rig = rig(new ReplicaConfig.FrontLimits(1 << 20, 1000, 64 << 20, 1000, 64 << 20));
        Rig.Session slow = rig.connect().handshake(40_000);
        slow.send(Frames.create(1, "/n", 0), Frames.set(2, "/n", "x".repeat(300_000)));
        slow.take();
        slow.wire.unsent = 300_000;
        slow.send(
                Frames.get(3, "/n", false), Frames.get(4, "/n", false), Frames.get(5, "/n", false));
        assertEquals(List.of("3 3 0"), Frames.heads(slow.take()));
        assertFalse(slow.wire.reading);
        slow.wire.unsent = 0;
        rig.turn(slow.front, () -> slow.front.drained(slow.connection));
        assertEquals(List.of("4 3 0", "5 3 0"), Frames.heads(slow.take()));
        assertTrue(slow.wire.reading);
    }

    @Test
    void aReaderThatIsFarTooSlowIsClosed() {
        Rig rig = rig(new ReplicaConfig.FrontLimits(1 << 20, 1000, 64 << 20, 1000, 5000));
        Rig.Session slow = rig.connect().handshake(4000);
        slow.wire.unsent = 5001;
        slow.send(Frames.exists(1, "/", false));
        assertTrue(slow.wire.closed);
        assertEquals(List.of(cut(TraceEvent.Cause.SLOW)), rig.traces);
    }

    private static TraceEvent cut(TraceEvent.Cause cause) {
        return new TraceEvent.ConnectionCut("/127.0.0.1:4000", cause);
    }

    @Test
    void aSessionWhoseSocketIsNotReadIsKeptForTwiceItsTimeout() {
        Rig rig = rig(new ReplicaConfig.FrontLimits(1 << 20, 1000, 64 << 20, 1000, 5000));
        Rig.Session slow = rig.connect().handshake(4000);
        slow.wire.unsent = 2000;
        slow.send(Frames.exists(1, "/", false));
        assertFalse(slow.wire.reading);
        rig.pass(8000);
        assertFalse(slow.wire.closed);
        assertEquals(1, rig.core.committed().sessions().size());
        rig.pass(200);
        assertTrue(slow.wire.closed);
        assertEquals(1, rig.core.committed().sessions().size(), "only the connection is closed");
        assertEquals(List.of(cut(TraceEvent.Cause.STUCK)), rig.traces);
        rig.pass(6200);
        assertEquals(0, rig.core.committed().sessions().size());
    }

    @Test
    void aMultiReadThatAsksForTooMuchIsClosedInsteadOfAnswered() {
        Rig rig = new Rig();
        Rig.Session client = rig.connect().handshake(4000);
        client.send(Frames.create(1, "/n", 0), Frames.set(2, "/n", "x".repeat(1_000_000)));
        client.take();
        ReadRequest get = new ReadRequest.GetData(ZPath.of("/n"), false);
        client.send(Frames.of(3, new ReadRequest.MultiRead(Collections.nCopies(3, get))));
        assertEquals(List.of("3 3 0"), Frames.heads(client.take()));
        client.send(Frames.of(4, new ReadRequest.MultiRead(Collections.nCopies(70, get))));
        assertEquals(List.of(), client.take());
        assertTrue(client.wire.closed);
    }

    @Test
    void oneWriteToASocketATurn() {
        Rig rig = new Rig();
        Rig.Session client = rig.connect().handshake(4000);
        client.wire.sends = 0;
        String[] reads = new String[100];
        for (int i = 0; i < reads.length; i++) {
            reads[i] = Frames.exists(i, "/", false);
        }
        client.send(reads);
        assertEquals(1, client.wire.sends);
        assertEquals(100, client.take().size());
    }

    @Test
    void countsAreKeptForOperators() {
        Rig rig = new Rig();
        Rig.Session client = rig.connect().handshake(4000);
        client.send(Frames.exists(7, "/", false));
        rig.diskHangs = true;
        client.send(Frames.create(8, "/n", 0));
        rig.nowMs += 12;
        rig.diskAnswers();
        ConnectionReport report = client.front.connections().get(0);
        assertEquals(3, report.received());
        assertEquals(3, report.sent());
        assertEquals(8, report.lastXid());
        assertEquals(2, report.lastZxid());
        assertEquals(new ConnectionReport.Latency(12, 0, 6.0, 12, 2), report.latency());
        FrontReport totals = client.front.report();
        assertEquals(12, totals.latencyMaxMs());
        assertEquals(0, totals.latencyMinMs());
        assertEquals(1, totals.connections());
        client.front.resetStatistics();
        client.front.resetConnectionStatistics();
        assertEquals(0, client.front.report().received());
        assertEquals(0, client.front.connections().get(0).received());
    }
}
