package org.muster.server.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.LearnerInfo;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.state.State;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.peer.LeaderPackets;
import org.muster.zab.ZabInput;

/** {@link QuorumLinks}: a learner and a leader on one machine. */
final class QuorumLinksTest {
    private static final int MAX_PACKET = 1 << 20;
    private static final long MAX_QUEUED = 8 << 20;
    private static final QuorumSettings SETTINGS =
            new QuorumSettings(5_000, MAX_PACKET, 3, MAX_QUEUED);

    private List<Integer> ports = List.of();
    private QuorumEnd learner;
    private QuorumEnd leader;
    private long up;
    private long down;

    @BeforeEach
    void connect() throws Exception {
        ports = Elector.freePorts(2);
        learner = new QuorumEnd(ports.get(0), ports.get(1), SETTINGS);
        leader = new QuorumEnd(ports.get(1), ports.get(0), SETTINGS);
        up = learner.dial();
        down = leader.next(ZabInput.Accepted.class).link();
    }

    @AfterEach
    void close() {
        learner.close();
        leader.close();
    }

    private static FromLeader.Proposal proposal(int counter, int bytes) {
        return new FromLeader.Proposal(
                new Zxid(0x100000000L + counter), Bytes.owning(new byte[bytes]));
    }

    @Test
    void messagesComeInTheOrderTheyWereSent() throws Exception {
        FromLearner.FollowerInfo hello =
                new FromLearner.FollowerInfo(
                        new LearnerInfo(
                                Epoch.ZERO, QuorumEnd.OTHER, LearnerInfo.PROTOCOL, 0, null));
        learner.links().send(up, hello);
        learner.links().flush();
        assertEquals(hello, leader.learnerSays());
        List<FromLeader> sent = new ArrayList<>();
        for (int i = 1; i <= 1_000; i++) {
            sent.add(proposal(i, 1_000));
            sent.add(new FromLeader.Commit(new Zxid(0x100000000L + i)));
        }
        sent.forEach(message -> leader.links().send(down, message));
        leader.links().flush();
        for (FromLeader message : sent) {
            assertEquals(message, learner.leaderSays());
        }
    }

    @Test
    void aStateComesInItsPlaceAmongTheMessages() throws Exception {
        State state = State.initial();
        Zxid label = new Zxid(0x500000000L);
        leader.links().send(down, new FromLeader.Diff(Zxid.ZERO));
        leader.links().send(down, new StateStream(state, label));
        leader.links().send(down, new FromLeader.UpToDate());
        leader.links().flush();
        assertInstanceOf(FromLeader.Diff.class, learner.leaderSays());
        assertEquals(new FromLeader.Snap(label), learner.leaderSays());
        List<SnapshotRecord> records = new ArrayList<>();
        FromLeader next = learner.leaderSays();
        while (next instanceof FromLeader.SnapshotPart(List<SnapshotRecord> part)) {
            records.addAll(part);
            next = learner.leaderSays();
        }
        assertInstanceOf(FromLeader.SnapshotEnd.class, next);
        List<SnapshotRecord> expected = new ArrayList<>();
        Iterator<SnapshotRecord> all = state.export();
        all.forEachRemaining(expected::add);
        assertEquals(expected, records);
        assertInstanceOf(FromLeader.UpToDate.class, learner.leaderSays());
    }

    /** So many proposals in pieces, then perhaps a failure. */
    private static OutgoingStream proposals(int count, boolean fails) {
        return new OutgoingStream() {
            private int next = 1;

            @Override
            public boolean step(ByteWriter out, int budgetBytes) throws StreamException {
                while (next <= count && out.length() < budgetBytes) {
                    LeaderPackets.write(out, proposal(next++, 10_000));
                }
                if (next > count && fails) {
                    throw new StreamException("no more");
                }
                return next > count;
            }

            @Override
            public void close() {
                next = count + 1;
            }
        };
    }

    @Test
    void aLongStreamIsMadeAsTheOtherTakesIt() throws Exception {
        leader.links().send(down, proposals(2_000, false));
        leader.links().send(down, new FromLeader.UpToDate());
        leader.links().flush();
        for (int i = 1; i <= 2_000; i++) {
            assertEquals(proposal(i, 10_000), learner.leaderSays());
        }
        assertInstanceOf(FromLeader.UpToDate.class, learner.leaderSays());
    }

    @Test
    void aStreamThatCannotGoOnEndsTheLink() throws Exception {
        leader.links().send(down, proposals(3, true));
        leader.links().send(down, new FromLeader.UpToDate());
        leader.links().flush();
        assertEquals(new ZabInput.Closed(down), leader.next());
        assertEquals(new ZabInput.Closed(up), learner.next());
    }

    @Test
    void whatWasSaidBeforeADisconnectStillComes() throws Exception {
        leader.links().send(down, new FromLeader.TakeOver(QuorumEnd.OTHER));
        leader.links().disconnect(down);
        leader.links().flush();
        assertEquals(new FromLeader.TakeOver(QuorumEnd.OTHER), learner.leaderSays());
        assertEquals(new ZabInput.Closed(up), learner.next());
        learner.links().connect(QuorumEnd.OTHER);
        learner.links().flush();
        // The next thing it hears is of the new link: of the one it closed itself it hears nothing.
        assertInstanceOf(ZabInput.Accepted.class, leader.next());
    }

    @Test
    void whoTakesTooLittleIsLeft() throws Exception {
        try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), ports.get(1))) {
            long link = leader.next(ZabInput.Accepted.class).link();
            assertTrue(idle.isConnected());
            for (int i = 1; i <= 2 * MAX_QUEUED / 100_000; i++) {
                leader.links().send(link, proposal(i, 100_000));
                leader.links().flush();
            }
            assertEquals(new ZabInput.Closed(link), leader.next());
            assertTrue(leader.told().contains("it takes too little"), leader.told());
        }
        leader.links().send(down, new FromLeader.UpToDate());
        leader.links().flush();
        assertInstanceOf(FromLeader.UpToDate.class, learner.leaderSays());
    }

    @Test
    void whatCannotBeUnderstoodEndsItsOwnLink() throws Exception {
        try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), ports.get(1))) {
            long link = leader.next(ZabInput.Accepted.class).link();
            byte[] hugeData = new byte[16];
            hugeData[12] = 0x7f;
            stranger.getOutputStream().write(hugeData);
            assertEquals(new ZabInput.Closed(link), leader.next());
        }
        learner.links().send(up, new FromLearner.Ack(Zxid.ZERO));
        learner.links().flush();
        assertEquals(new FromLearner.Ack(Zxid.ZERO), leader.learnerSays());
    }

    @Test
    void connectionsBeyondTheCapAreClosed() throws Exception {
        try (Socket second = new Socket(InetAddress.getLoopbackAddress(), ports.get(1));
                Socket third = new Socket(InetAddress.getLoopbackAddress(), ports.get(1));
                Socket fourth = new Socket(InetAddress.getLoopbackAddress(), ports.get(1))) {
            assertTrue(second.isConnected() && third.isConnected());
            fourth.setSoTimeout(20_000);
            assertEquals(-1, fourth.getInputStream().read());
        }
    }

    @Test
    void aLeaderThatIsNotThereIsTold() throws Exception {
        leader.close();
        assertEquals(new ZabInput.Closed(up), learner.next());
        learner.links().connect(QuorumEnd.OTHER);
        learner.links().flush();
        assertEquals(new ZabInput.ConnectFailed(QuorumEnd.OTHER), learner.next());
    }
}
