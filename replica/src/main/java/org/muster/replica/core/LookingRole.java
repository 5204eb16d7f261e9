package org.muster.replica.core;

import org.muster.model.Bytes;
import org.muster.model.Now;
import org.muster.model.Zxid;
import org.muster.replica.route.Submission;
import org.muster.state.State;

/**
 * No leader, or none whose history is here yet: what clients ask for is kept, and nothing is
 * answered but what the history says as it comes.
 */
final class LookingRole implements Role {
    private final Replay replay;
    private final LocalSessions sessions;
    private final Doubts doubts;

    LookingRole(State committed, LocalSessions sessions, Doubts doubts) {
        this.replay = new Replay(committed);
        this.sessions = sessions;
        this.doubts = doubts;
    }

    /** The history was cut or replaced: it is that of {@code state} now. */
    void replace(State state) {
        replay.replace(state);
        sessions.clear();
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
            // Nobody knows any more who proposed it.
            doubts.differs(zxid);
        }
        sessions.committed(step.logged(), step.applied());
    }

    @Override
    public void tick(Now now) {
        // Sessions do not age without a leader.
    }

    @Override
    public void endTurn() {
        // There is nobody to tell.
    }

    @Override
    public LocalSessions leave() {
        return sessions;
    }
}
