package org.muster.wire.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.Id;
import org.muster.model.PersistedStat;
import org.muster.model.ServerId;
import org.muster.model.SessionId;
import org.muster.model.TreeDigest;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.peer.Announcement;
import org.muster.model.peer.Beat;
import org.muster.model.peer.Blank;
import org.muster.model.peer.ElectionGreeting;
import org.muster.model.peer.Features;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.HostPort;
import org.muster.model.peer.Incarnation;
import org.muster.model.peer.LearnerInfo;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Notification;
import org.muster.model.peer.StateDigest;
import org.muster.model.peer.TouchedSession;
import org.muster.model.peer.Vote;
import org.muster.model.snapshot.SnapshotRecord;

/** Draws everything that members say, each kind as often as any other. */
final class DrawnPeerMessages {
    private final RandomGenerator random;

    DrawnPeerMessages(RandomGenerator random) {
        this.random = random;
    }

    private FromLearner ackEpoch() {
        Incarnation incarnation = maybe(() -> new Incarnation(random.nextLong()));
        boolean wantsAll = incarnation != null && random.nextBoolean();
        return new FromLearner.AckEpoch(maybe(this::epoch), zxid(), incarnation, wantsAll);
    }

    FromLearner fromLearner() {
        return switch (random.nextInt(9)) {
            case 0 -> new FromLearner.FollowerInfo(info());
            case 1 -> new FromLearner.ObserverInfo(info());
            case 2 -> ackEpoch();
            case 3 -> new FromLearner.Ack(zxid());
            case 4 -> new FromLearner.AckUpTo(zxid());
            case 5 -> new FromLearner.PingReply(zxid(), listOf(this::touched));
            case 6 ->
                    new FromLearner.Request(
                            session(),
                            random.nextInt(),
                            random.nextInt(30) - 12,
                            bytes(),
                            maybe(() -> listOf(this::id)),
                            maybe(this::zxid));
            case 7 -> new FromLearner.Revalidate(session(), random.nextInt());
            default -> beat();
        };
    }

    FromLeader fromLeader() {
        return switch (random.nextInt(18)) {
            case 0 ->
                    new FromLeader.LeaderInfo(
                            epoch(), LearnerInfo.PROTOCOL, maybe(this::announcement));
            case 1 -> new FromLeader.Diff(zxid());
            case 2 -> new FromLeader.Trunc(zxid());
            case 3 -> new FromLeader.Snap(zxid());
            case 4, 5 -> new FromLeader.Proposal(zxid(), bytes());
            case 6 -> new FromLeader.Commit(zxid());
            case 7 -> new FromLeader.CommitUpTo(zxid());
            case 8 -> new FromLeader.CommitAndActivate(zxid(), sid());
            case 9 -> new FromLeader.Inform(zxid(), bytes());
            case 10 -> new FromLeader.InformAndActivate(zxid(), sid(), bytes());
            case 11 ->
                    new FromLeader.NewLeader(
                            epoch(), maybe(this::config), maybe(this::stateDigest));
            case 12 -> new FromLeader.UpToDate();
            case 13 -> new FromLeader.Ping(zxid());
            case 14 -> new FromLeader.Revalidated(session(), random.nextBoolean());
            case 15 -> new FromLeader.Synced();
            case 16 -> new FromLeader.TakeOver(sid());
            default -> beat();
        };
    }

    Notification notification() {
        boolean settledFormat = random.nextInt(8) > 0;
        Announcement announcement = settledFormat ? maybe(this::announcement) : null;
        return new Notification(
                sid(),
                oneOf(MemberState.values()),
                random.nextInt(8) == 0 ? Vote.NONE : new Vote(sid(), zxid(), epoch()),
                random.nextLong(),
                settledFormat ? Notification.FORMAT : random.nextInt(2),
                settledFormat ? maybe(this::config) : null,
                announcement,
                announcement == null ? null : maybe(this::blank));
    }

    private Blank blank() {
        return new Blank(random.nextLong(), random.nextLong());
    }

    ElectionGreeting greeting() {
        ElectionGreeting.Form form = oneOf(ElectionGreeting.Form.values());
        List<HostPort> addresses =
                switch (form) {
                    case BARE -> List.of();
                    case ONE_ADDRESS -> List.of(address());
                    case ADDRESS_LIST -> List.of(address(), address());
                };
        return new ElectionGreeting(form, new ServerId(random.nextInt(255)), addresses);
    }

    /** Some sessions, some ACLs, some nodes. */
    List<SnapshotRecord> state() {
        List<SnapshotRecord> records = new ArrayList<>();
        records.addAll(listOf(() -> new SnapshotRecord.Session(session(), random.nextInt())));
        records.addAll(listOf(() -> new SnapshotRecord.AclEntry(random.nextLong(), Acl.OPEN)));
        records.add(node(ZPath.EMPTY));
        records.addAll(listOf(() -> node(ZPath.of("/n" + random.nextInt(1000)))));
        return records;
    }

    private SnapshotRecord.Node node(ZPath path) {
        PersistedStat stat =
                new PersistedStat(
                        random.nextLong(),
                        random.nextLong(),
                        random.nextLong(),
                        random.nextLong(),
                        random.nextInt(),
                        random.nextInt(),
                        random.nextInt(),
                        random.nextLong(),
                        random.nextLong());
        return new SnapshotRecord.Node(path, maybe(this::bytes), random.nextLong(), stat);
    }

    private Beat beat() {
        return new Beat(
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                maybe(this::stateDigest),
                listOf(this::touched));
    }

    private LearnerInfo info() {
        return new LearnerInfo(
                epoch(), sid(), LearnerInfo.PROTOCOL, random.nextLong(), maybe(this::announcement));
    }

    private Announcement announcement() {
        return new Announcement(
                new Features(random.nextLong()), new Incarnation(random.nextLong()));
    }

    private StateDigest stateDigest() {
        return new StateDigest(zxid(), new TreeDigest(random.nextInt(4), random.nextLong()));
    }

    private HostPort address() {
        return new HostPort(random.nextBoolean() ? "zk1.example" : "2001:db8::5", port());
    }

    private int port() {
        return random.nextInt(65536);
    }

    private String config() {
        return "server.1=zk1:2888:3888:participant\nversion="
                + Integer.toHexString(random.nextInt());
    }

    private TouchedSession touched() {
        return new TouchedSession(session(), random.nextInt());
    }

    private Id id() {
        return new Id("digest", "ben:" + random.nextInt());
    }

    private Epoch epoch() {
        return new Epoch(random.nextInt(Integer.MAX_VALUE));
    }

    /** Never the -1 that stands for none. */
    private Zxid zxid() {
        return Zxid.of(random.nextInt(Integer.MAX_VALUE), random.nextInt());
    }

    private ServerId sid() {
        return new ServerId(random.nextLong());
    }

    private SessionId session() {
        return new SessionId(random.nextLong());
    }

    private Bytes bytes() {
        byte[] content = new byte[random.nextInt(40)];
        random.nextBytes(content);
        return Bytes.owning(content);
    }

    private <T> T oneOf(T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private <T> @Nullable T maybe(Supplier<T> drawn) {
        return random.nextBoolean() ? drawn.get() : null;
    }

    private <T> List<T> listOf(Supplier<T> drawn) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(drawn.get());
        }
        return list;
    }
}
