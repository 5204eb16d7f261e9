package org.muster.wire.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.Id;
import org.muster.model.Perms;
import org.muster.model.PersistedStat;
import org.muster.model.ServerId;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.peer.ElectionGreeting;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.HostPort;
import org.muster.model.peer.LearnerInfo;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Notification;
import org.muster.model.peer.TouchedSession;
import org.muster.model.peer.Vote;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.wire.GoldenLines;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/** Every captured message says what it said, and is written as it was written. */
final class GoldenPeerMessagesTest {
    private static final SessionId SESSION = new SessionId(0x0100_0010_1822_0000L);
    private static final List<Id> LOCAL = List.of(new Id("ip", "127.0.0.1"));
    private static final Epoch ONE = new Epoch(1);
    private static final String CONFIG =
            """
            server.1=127.0.0.1:32281:32381:participant
            server.2=127.0.0.1:32282:32382:participant
            server.3=127.0.0.1:32283:32383:participant
            version=0\
            """;

    /** A line of the golden file. */
    record Line(String kind, String name, String hex) {
        static Line of(String text) {
            String[] parts = text.split(" ", 3);
            return new Line(parts[0], parts[1], parts[2].replace(" ", ""));
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }
    }

    private static List<Line> lines(String kind) {
        return GoldenLines.of("peer-messages.txt").stream()
                .map(Line::of)
                .filter(line -> line.kind().equals(kind))
                .toList();
    }

    private static byte[] only(String kind) {
        List<Line> lines = lines(kind);
        assertEquals(1, lines.size(), kind);
        return lines.get(0).bytes();
    }

    static List<Line> fromLearners() {
        return lines("learner");
    }

    static List<Line> fromLeaders() {
        return lines("leader");
    }

    @ParameterizedTest
    @MethodSource("fromLearners")
    void learnersPackets(Line line) throws MalformedException {
        byte[] bytes = line.bytes();
        FromLearner expected = fromLearner(line);
        assertEquals(expected, LearnerPackets.read(bytes, 0, bytes.length));
        ByteWriter out = new ByteWriter();
        LearnerPackets.write(out, expected);
        assertEquals(line.hex(), HexFormat.of().formatHex(out.toArray()));
    }

    @ParameterizedTest
    @MethodSource("fromLeaders")
    void leadersPackets(Line line) throws MalformedException {
        byte[] bytes = line.bytes();
        FromLeader expected = fromLeader(line);
        assertEquals(expected, LeaderPackets.read(bytes, 0, bytes.length));
        ByteWriter out = new ByteWriter();
        LeaderPackets.write(out, expected);
        assertEquals(line.hex(), HexFormat.of().formatHex(out.toArray()));
    }

    @Test
    void theGreetingOfAnElectionConnection() throws MalformedException {
        byte[] bytes = only("greeting");
        ElectionGreeting expected =
                new ElectionGreeting(
                        ElectionGreeting.Form.ONE_ADDRESS,
                        new ServerId(2),
                        List.of(new HostPort("127.0.0.1", 32382)));
        assertEquals(expected, GreetingCodec.read(bytes, 0, bytes.length));
        ByteWriter out = new ByteWriter();
        GreetingCodec.write(out, expected);
        assertEquals(Bytes.owning(bytes), Bytes.owning(out.toArray()));
    }

    @Test
    void aNotificationWithItsConfiguration() throws MalformedException {
        byte[] bytes = only("notification");
        Notification expected =
                new Notification(
                        new ServerId(2),
                        MemberState.LOOKING,
                        new Vote(new ServerId(2), Zxid.ZERO, Epoch.ZERO),
                        1,
                        Notification.FORMAT,
                        CONFIG,
                        null,
                        null);
        assertEquals(expected, NotificationCodec.read(new ServerId(2), bytes, 4, bytes.length - 4));
        ByteWriter out = new ByteWriter();
        NotificationCodec.write(out, expected);
        assertEquals(Bytes.owning(bytes), Bytes.owning(out.toArray()));
    }

    @Test
    void anObserverVotesForNobody() throws MalformedException {
        byte[] whole = new byte[40];
        Bytes.owning(only("notification-head")).copyTo(whole, 0);
        Notification read = NotificationCodec.read(new ServerId(4), whole, 0, whole.length);
        assertEquals(MemberState.LOOKING, read.state());
        assertEquals(Vote.NONE, read.vote());
        assertEquals(1, read.electionEpoch());
    }

    @Test
    void aStateOnItsWayToALearner() throws MalformedException {
        byte[] bytes = only("state");
        List<SnapshotRecord> records = new ArrayList<>();
        StateStreamReader reader = new StateStreamReader(1 << 20);
        assertEquals(bytes.length, reader.read(bytes, 0, bytes.length, records));
        assertTrue(reader.isComplete());
        PersistedStat fresh = new PersistedStat(0, 0, 0, 0, 0, 0, 0, 0, 0);
        PersistedStat config = new PersistedStat(0, 0, 0, 0x1a1_ffa1_28c3L, -1, 0, -1, 0, 0);
        List<Acl> readable = List.of(new Acl(Perms.READ, Id.ANYONE));
        assertEquals(
                List.of(
                        new SnapshotRecord.AclEntry(1, readable),
                        node("", "", SnapshotRecord.OPEN_ACL, fresh),
                        node("/zookeeper", "", SnapshotRecord.OPEN_ACL, fresh),
                        node("/zookeeper/config", CONFIG, 1, config),
                        node("/zookeeper/quota", "", SnapshotRecord.OPEN_ACL, fresh)),
                records);
        ByteWriter out = new ByteWriter();
        StateStreamWriter writer = new StateStreamWriter(records.iterator());
        while (!writer.step(out, out.length() + 1)) {
            assertTrue(out.length() < bytes.length);
        }
        assertEquals(Bytes.owning(bytes), Bytes.owning(out.toArray()));
    }

    private static SnapshotRecord.Node node(
            String path, String data, long acl, PersistedStat stat) {
        return new SnapshotRecord.Node(ZPath.of(path), Bytes.utf8(data), acl, stat);
    }

    private static FromLearner fromLearner(Line line) {
        return switch (line.name()) {
            case "follower-info" -> new FromLearner.FollowerInfo(info(0, 1, 0));
            case "follower-info-restarted" -> new FromLearner.FollowerInfo(info(1, 3, 0));
            case "observer-info" -> new FromLearner.ObserverInfo(info(1, 4, 0x1_0000_0004L));
            case "ack-epoch" -> new FromLearner.AckEpoch(Epoch.ZERO, Zxid.ZERO, null);
            case "ack-epoch-promised-before" -> new FromLearner.AckEpoch(null, Zxid.of(1, 6), null);
            case "ack-new-leader" -> new FromLearner.Ack(ONE.start());
            case "ack" -> new FromLearner.Ack(Zxid.of(1, 1));
            case "request-create-session" -> request(line, 0, -10, null);
            case "request-create" -> request(line, 1, 1, LOCAL);
            case "request-close-session" -> request(line, 2, -11, LOCAL);
            case "request-sync" -> request(line, 2, 9, LOCAL);
            case "ping-reply" ->
                    new FromLearner.PingReply(
                            Zxid.of(1, 4), List.of(new TouchedSession(SESSION, 10_000)));
            case "ping-reply-empty" -> new FromLearner.PingReply(ONE.start(), List.of());
            case "revalidate" -> new FromLearner.Revalidate(SESSION, 10_000);
            default -> throw new IllegalArgumentException(line.name());
        };
    }

    private static LearnerInfo info(int accepted, int sid, long configVersion) {
        return new LearnerInfo(
                new Epoch(accepted), new ServerId(sid), LearnerInfo.PROTOCOL, configVersion, null);
    }

    /** The payload is what is in the data behind session, cxid and type. */
    private static FromLearner.Request request(
            Line line, int cxid, int type, @Nullable List<Id> ids) {
        return new FromLearner.Request(SESSION, cxid, type, data(line, 16), ids, null);
    }

    private static FromLeader fromLeader(Line line) {
        return switch (line.name()) {
            case "leader-info", "leader-info-restarted" ->
                    new FromLeader.LeaderInfo(ONE, LearnerInfo.PROTOCOL, null);
            case "diff-empty" -> new FromLeader.Diff(Zxid.ZERO);
            case "diff" -> new FromLeader.Diff(Zxid.of(1, 10));
            case "trunc" -> new FromLeader.Trunc(Zxid.of(1, 10));
            case "snap" -> new FromLeader.Snap(ONE.start());
            case "new-leader" -> new FromLeader.NewLeader(ONE, CONFIG, null);
            case "up-to-date" -> new FromLeader.UpToDate();
            case "proposal-create-session" -> new FromLeader.Proposal(Zxid.of(1, 1), data(line, 0));
            case "proposal-create" -> new FromLeader.Proposal(Zxid.of(1, 2), data(line, 0));
            case "proposal-refused" -> new FromLeader.Proposal(Zxid.of(1, 3), data(line, 0));
            case "proposal-close-session" -> new FromLeader.Proposal(Zxid.of(1, 6), data(line, 0));
            case "commit" -> new FromLeader.Commit(Zxid.of(1, 1));
            case "ping" -> new FromLeader.Ping(Zxid.of(1, 4));
            case "synced" -> new FromLeader.Synced();
            case "revalidated" -> new FromLeader.Revalidated(SESSION, true);
            case "commit-and-activate" ->
                    new FromLeader.CommitAndActivate(Zxid.of(1, 4), new ServerId(3));
            case "commit-and-activate-other" ->
                    new FromLeader.CommitAndActivate(Zxid.of(1, 12), new ServerId(2));
            default -> throw new IllegalArgumentException(line.name());
        };
    }

    /** The bytes in the envelope from {@code skipped} on. */
    private static Bytes data(Line line, int skipped) {
        String digits = line.hex().substring(24, 32);
        int length = Integer.parseInt(digits, 16);
        return Bytes.copyOf(line.bytes(), 16 + skipped, length - skipped);
    }
}
