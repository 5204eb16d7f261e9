package org.muster.replica.core;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Now;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.model.peer.Beat;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.UnknownMessage;
import org.muster.replica.route.Submission;
import org.muster.state.State;

/** A leader decides: what clients ask for is forwarded to it, and its transactions answer them. */
final class FollowingRole implements Role {
    private final Replay replay;
    private final LocalSessions sessions;

    /** What this member has asked for to vote again. */
    private @Nullable Asked asked;

    private record Asked(Readmission readmission, Consumer<Now> then) {}

    private final Upstream upstream;
    private final Doubts doubts;

    FollowingRole(State committed, LocalSessions sessions, Upstream upstream, Doubts doubts) {
        this.replay = new Replay(committed);
        this.sessions = sessions;
        this.upstream = upstream;
        this.doubts = doubts;
        sessions.becomeServed(upstream);
        if (upstream.knowsAttachments()) {
            // What was heard while there was no leader does not wait for a ping.
            sessions.touchAll();
            upstream.tell(sessions.takeTouched(committed));
        }
    }

    @Override
    public int attached() {
        return sessions.size();
    }

    @Override
    public State committed() {
        return replay.state();
    }

    @Override
    public void accept(Now now, int front, Submission submission) {
        sessions.accept(front, submission);
    }

    @Override
    public void deliver(Now now, Zxid zxid, Bytes txn) {
        Replay.Step step = replay.apply(zxid, txn);
        if (!step.agrees()) {
            if (upstream.hasProposed(zxid)) {
                doubts.proven(zxid);
                return;
            }
            doubts.differs(zxid);
        }
        sessions.committed(step.logged(), step.applied());
        Asked open = asked;
        if (open != null && open.readmission.isGranted(step.logged())) {
            asked = null;
            open.then.accept(now);
        }
    }

    /** Asks that this member may vote again; {@code then} follows when that is committed. */
    void ask(Readmission readmission, Consumer<Now> then) {
        asked = new Asked(readmission, then);
        readmission.ask(upstream);
    }

    /** The leader says something that is not consensus's matter. */
    void fromLeader(FromLeader message) {
        switch (message) {
            case FromLeader.Ping(Zxid proposed) ->
                    upstream.answerPing(proposed, sessions.takeTouched(replay.state()));
            case FromLeader.Revalidated(SessionId session, boolean valid) ->
                    sessions.revalidated(session, valid);
            case FromLeader.Synced _ -> sessions.synced();
            case FromLeader.LeaderInfo _,
                    FromLeader.Diff _,
                    FromLeader.Trunc _,
                    FromLeader.Snap _,
                    FromLeader.SnapshotPart _,
                    FromLeader.SnapshotEnd _,
                    FromLeader.Proposal _,
                    FromLeader.Commit _,
                    FromLeader.CommitUpTo _,
                    FromLeader.CommitAndActivate _,
                    FromLeader.Inform _,
                    FromLeader.InformAndActivate _,
                    FromLeader.NewLeader _,
                    FromLeader.UpToDate _,
                    FromLeader.TakeOver _,
                    Beat _,
                    UnknownMessage _ -> {}
        }
    }

    @Override
    public void tick(Now now) {
        // Only the leader ends sessions and sweeps.
    }

    @Override
    public void endTurn() {
        // What there was to say is said.
    }

    @Override
    public LocalSessions leave() {
        sessions.becomeUnserved();
        return sessions;
    }
}
