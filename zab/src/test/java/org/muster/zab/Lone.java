package org.muster.zab;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.Announcement;
import org.muster.model.peer.Feature;
import org.muster.model.peer.Features;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.Incarnation;
import org.muster.model.peer.LearnerInfo;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Membership;
import org.muster.model.peer.Notification;
import org.muster.model.peer.Vote;
import org.muster.model.snapshot.SnapshotRecord;

/**
 * Member 1 or 3 of three, alone with a test that plays the others and decides when the disk is
 * done. What it does is written down, one line each.
 */
final class Lone implements ZabEffects {
    static final long LINK = 7;
    static final Announcement MUSTER =
            new Announcement(Features.of(Feature.values()), Incarnation.FIRST);

    private final ServerId self;
    private final Zab zab;
    private final ArrayDeque<ZabInput> disk = new ArrayDeque<>();
    final List<String> done = new ArrayList<>();
    ZabStart.Standing kept;

    Lone(long id, ZabStart start) {
        this.self = new ServerId(id);
        this.kept = start.standing();
        List<ServerId> voters = List.of(new ServerId(1), new ServerId(2), new ServerId(3));
        ZabConfig config =
                new ZabConfig(
                        self,
                        new Membership(0, voters, List.of(), List.of()),
                        "config",
                        MUSTER,
                        ZabConfig.Timing.of(200, 10, 5),
                        ZabConfig.Limits.DEFAULT);
        this.zab = new Zab(config, start, now());
        input(new ZabInput.Tick());
    }

    /** A member whose history, of which the replica has seen everything, ends at {@code last}. */
    static ZabStart found(int accepted, int current, Zxid last) {
        return new ZabStart(
                new Epoch(accepted), new Epoch(current), last, last, ZabStart.Standing.INTACT);
    }

    private long nowMs = 1;

    private Now now() {
        return new Now(nowMs * 1_000_000, 0);
    }

    /** Time passes, with a tick every 50 ms. */
    void pass(long ms) {
        for (long end = nowMs + ms; nowMs < end; ) {
            nowMs = Math.min(end, nowMs + 50);
            input(new ZabInput.Tick());
        }
    }

    /** Asks the leader whether it still leads. */
    void confirm(long token) {
        zab.confirm(now(), token, this);
        zab.endTurn(now(), this);
    }

    void input(ZabInput input) {
        zab.step(now(), input, this);
        zab.endTurn(now(), this);
    }

    /** The disk does everything it was asked to. */
    void disk() {
        while (!disk.isEmpty()) {
            input(disk.remove());
        }
    }

    /** The disk does the oldest thing it was asked to. */
    void diskOnce() {
        input(disk.remove());
    }

    Zxid propose(String txn) {
        Zxid zxid = zab.nextZxid();
        zab.propose(zxid, Bytes.utf8(txn), this);
        zab.endTurn(now(), this);
        return zxid;
    }

    ZabReport report() {
        return zab.report();
    }

    /** What was done since this was asked last. */
    List<String> take() {
        List<String> taken = List.copyOf(done);
        done.clear();
        return taken;
    }

    /** Members 2 and 3 have a leader, 3: this one connects to it and promises {@code epoch}. */
    void follow(int epoch) {
        Vote vote = new Vote(new ServerId(3), Zxid.ZERO, new Epoch(epoch));
        notified(3, MemberState.LEADING, vote, 1);
        notified(2, MemberState.FOLLOWING, vote, 1);
        input(new ZabInput.Connected(LINK, new ServerId(3)));
        says(new FromLeader.LeaderInfo(new Epoch(epoch), LearnerInfo.PROTOCOL, MUSTER));
        disk();
    }

    /** Member 2 votes for this one. */
    void win(Zxid last, int current) {
        Vote vote = new Vote(self, last, new Epoch(current));
        notified(2, MemberState.LOOKING, vote, 1);
        notified(1, MemberState.LOOKING, vote, 1);
    }

    /** Voter {@code from} looks for a leader. */
    void hears(long from) {
        Vote vote = new Vote(new ServerId(from), Zxid.ZERO, new Epoch(0));
        notified(from, MemberState.LOOKING, vote, 2);
    }

    private void notified(long from, MemberState state, Vote vote, long round) {
        input(
                new ZabInput.Notified(
                        new Notification(
                                new ServerId(from),
                                state,
                                vote,
                                round,
                                Notification.FORMAT,
                                "config",
                                MUSTER,
                                null)));
    }

    /** The leader speaks. */
    void says(FromLeader message) {
        input(new ZabInput.LeaderSaid(LINK, message));
    }

    /** A learner speaks. */
    void says(long link, FromLearner message) {
        input(new ZabInput.LearnerSaid(link, message));
    }

    /** A whole state comes. */
    void snapshot(Zxid zxid) {
        says(new FromLeader.Snap(zxid));
        says(new FromLeader.SnapshotPart(List.of()));
        says(new FromLeader.SnapshotEnd());
    }

    @Override
    public void notify(ServerId to, Notification notification) {
        Vote vote = notification.vote();
        done.add("vote to " + to + ": " + notification.state() + " " + vote.leader());
    }

    @Override
    public void connect(ServerId leader) {
        done.add("connect " + leader);
    }

    @Override
    public void disconnect(long link) {
        done.add("disconnect " + link);
    }

    @Override
    public void tellLearner(long link, FromLeader message) {
        done.add("to learner " + link + ": " + message);
    }

    @Override
    public void tellLeader(long link, FromLearner message) {
        done.add("to leader: " + message);
    }

    @Override
    public void lookUp(long link, Zxid last) {
        done.add("look up " + last);
    }

    @Override
    public void sendHistory(long link, Zxid after, Zxid upTo) {
        done.add("to learner " + link + ": log after " + after + " up to " + upTo);
    }

    @Override
    public void sendSnapshot(long link, Zxid label) {
        done.add("to learner " + link + ": state " + label);
    }

    @Override
    public void append(long generation, Zxid zxid, Bytes txn) {
        done.add("append " + zxid);
        disk.add(new ZabInput.LogSynced(generation, zxid));
    }

    @Override
    public void keepEpochs(long token, Epoch accepted, Epoch current, ZabStart.Standing standing) {
        done.add("keep " + accepted.value() + " " + current.value() + " " + standing);
        kept = standing;
        disk.add(new ZabInput.EpochsKept(token));
    }

    @Override
    public void truncate(long generation, Zxid to) {
        done.add("truncate " + to);
        disk.add(new ZabInput.HistoryReplaced(generation, to));
    }

    private long incoming;
    private Zxid incomingZxid = Zxid.ZERO;

    /** Whether what comes will turn out to be no state. */
    boolean incomingIsBroken;

    @Override
    public void beginSnapshot(long generation, Zxid zxid) {
        incoming = generation;
        incomingZxid = zxid;
    }

    @Override
    public void addToSnapshot(List<SnapshotRecord> records) {}

    @Override
    public void extendSnapshot(Zxid zxid, Bytes txn) {
        done.add("extend " + zxid);
        incomingZxid = zxid;
    }

    @Override
    public void finishSnapshot() {
        done.add("install " + incomingZxid);
        disk.add(
                incomingIsBroken
                        ? new ZabInput.SnapshotBroken(incoming)
                        : new ZabInput.HistoryReplaced(incoming, incomingZxid));
    }

    @Override
    public void deliver(Zxid zxid, Bytes txn) {
        done.add("deliver " + zxid);
    }

    @Override
    public void enter(ZabPhase phase) {
        done.add("enter " + phase.getClass().getSimpleName());
    }

    @Override
    public void fromLearner(long link, ServerId learner, FromLearner message) {}

    @Override
    public void fromLeader(FromLeader message) {}

    @Override
    public void learnerGone(long link, ServerId learner) {}

    @Override
    public void confirmed(long token) {
        done.add("confirmed " + token);
    }

    @Override
    public void halt(String reason) {
        throw new AssertionError("halted: " + reason);
    }
}
