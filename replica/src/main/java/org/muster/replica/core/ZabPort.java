package org.muster.replica.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.Invariant;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.Notification;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.replica.trace.TraceEvent;
import org.muster.replica.trace.Tracer;
import org.muster.state.State;
import org.muster.zab.ZabEffects;
import org.muster.zab.ZabPhase;
import org.muster.zab.ZabStart;

/**
 * Where consensus's effects go: to the shell of the step that is being taken, or to the replica.
 */
final class ZabPort implements ZabEffects, Tracer {
    /** What consensus tells the replica. */
    interface Replica {
        void deliver(Now now, Zxid zxid, Bytes txn);

        void enter(Now now, ZabPhase phase);

        void fromLearner(Now now, long link, ServerId learner, FromLearner message);

        void fromLeader(FromLeader message);

        void learnerGone(long link);

        /** A ping is on its way to the learner at {@code link}. */
        void pinged(Now now, long link, FromLeader.Ping ping);

        void confirmed(Now now, long token);

        /** The process is about to end. */
        void halted();

        /** The state after the last delivered transaction. */
        State committed();
    }

    private final Replica replica;
    private @Nullable CoreEffects out;
    private Now now = new Now(0, 0);

    ZabPort(Replica replica) {
        this.replica = replica;
    }

    /** A step at {@code now} begins, whose effects {@code out} carries out. */
    void begin(Now now, CoreEffects out) {
        this.now = now;
        this.out = out;
    }

    private CoreEffects shell() {
        return Invariant.present(out, "effects come within a step");
    }

    private PeerEffects peers() {
        return shell().peers();
    }

    @Override
    public void notify(ServerId to, Notification notification) {
        peers().notify(to, notification);
    }

    @Override
    public void connect(ServerId leader) {
        peers().connect(leader);
    }

    @Override
    public void disconnect(long link) {
        peers().disconnect(link);
    }

    @Override
    public void tellLearner(long link, FromLeader message) {
        if (message instanceof FromLeader.Ping ping) {
            replica.pinged(now, link, ping);
        }
        peers().send(link, message);
    }

    @Override
    public void tellLeader(long link, FromLearner message) {
        peers().send(link, message);
    }

    @Override
    public void lookUp(long link, Zxid last) {
        peers().lookUp(link, last);
    }

    @Override
    public void sendHistory(long link, Zxid after, Zxid upTo) {
        peers().sendHistory(link, after, upTo);
    }

    @Override
    public void sendSnapshot(long link, Zxid label) {
        peers().sendSnapshot(link, label, replica.committed());
    }

    @Override
    public void append(long generation, Zxid zxid, Bytes txn) {
        shell().append(generation, zxid, txn);
    }

    @Override
    public void keepEpochs(long token, Epoch accepted, Epoch current, ZabStart.Standing standing) {
        peers().keepEpochs(token, accepted, current, standing);
    }

    @Override
    public void truncate(long generation, Zxid to) {
        peers().truncate(generation, to, replica.committed().lastZxid());
    }

    @Override
    public void beginSnapshot(long generation, Zxid zxid) {
        peers().beginSnapshot(generation, zxid);
    }

    @Override
    public void addToSnapshot(List<SnapshotRecord> records) {
        peers().addToSnapshot(records);
    }

    @Override
    public void extendSnapshot(Zxid zxid, Bytes txn) {
        peers().extendSnapshot(zxid, txn);
    }

    @Override
    public void finishSnapshot() {
        peers().finishSnapshot();
    }

    @Override
    public void deliver(Zxid zxid, Bytes txn) {
        replica.deliver(now, zxid, txn);
    }

    @Override
    public void enter(ZabPhase phase) {
        replica.enter(now, phase);
    }

    @Override
    public void fromLearner(long link, ServerId learner, FromLearner message) {
        replica.fromLearner(now, link, learner, message);
    }

    @Override
    public void fromLeader(FromLeader message) {
        replica.fromLeader(message);
    }

    @Override
    public void learnerGone(long link, ServerId learner) {
        replica.learnerGone(link);
    }

    @Override
    public void confirmed(long token) {
        replica.confirmed(now, token);
    }

    @Override
    public void halt(String reason) {
        replica.halted();
        shell().halt(reason);
    }

    @Override
    public void trace(TraceEvent event) {
        shell().trace(event);
    }
}
