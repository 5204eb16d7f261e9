package org.muster.zab.election;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Notification;
import org.muster.model.peer.Vote;

/** One member of a {@link World}: an election, and what its process would do around it. */
final class Member implements ElectionEffects {
    final ServerId id;

    /** What it has said, and to whom, in order. */
    final List<String> said = new ArrayList<>();

    /** Whom it decided for, in order. */
    final List<ServerId> decisions = new ArrayList<>();

    private final World world;
    private final ArrayDeque<Runnable> backlog = new ArrayDeque<>();

    /** Who hears of everything this member does. */
    @Nullable Reigns judge;

    private @Nullable Election election;
    private Vote own;
    private boolean isFrozen;
    private int life;

    Member(World world, ServerId id) {
        this.world = world;
        this.id = id;
        boolean votes = world.quorum().voters().contains(id);
        own = votes ? new Vote(id, Zxid.ZERO, Epoch.ZERO) : Vote.NONE;
    }

    /** {@code thing}, which is there. */
    static <T> T known(@Nullable T thing) {
        if (thing == null) {
            throw new AssertionError("is not there");
        }
        return thing;
    }

    /** What its disk holds when it looks the next time. */
    void holds(int epoch, Zxid last) {
        own = new Vote(id, last, new Epoch(epoch));
    }

    /** Its disk has forgotten something. */
    void mayNotVote() {
        own = Vote.NONE;
    }

    Vote own() {
        return own;
    }

    Election election() {
        return known(election);
    }

    boolean isUp() {
        return election != null;
    }

    boolean isFrozen() {
        return isFrozen;
    }

    boolean isLooking() {
        return election().state() == MemberState.LOOKING;
    }

    boolean leads() {
        return isUp() && election().state() == MemberState.LEADING;
    }

    ServerId leader() {
        return election().vote().leader();
    }

    int life() {
        return life;
    }

    boolean hasSpoken() {
        return !said.isEmpty();
    }

    void begin() {
        election =
                new Election(
                        new ElectionSettings(
                                id, world.quorum(), "version=0", null, ElectionTiming.DEFAULT));
        life++;
        said.clear();
    }

    void end() {
        election = null;
        isFrozen = false;
        backlog.clear();
        life++;
    }

    void freeze() {
        isFrozen = true;
    }

    void thaw() {
        isFrozen = false;
        while (!isFrozen && !backlog.isEmpty()) {
            backlog.poll().run();
        }
    }

    /** Does {@code what} now, or when it is no longer frozen. */
    void take(Runnable what) {
        if (isFrozen) {
            backlog.add(what);
        } else {
            what.run();
        }
    }

    void look() {
        take(() -> {
            if (judge != null) {
                judge.looks(this);
            }
            election().look(world.now(), own, this);
        });
    }

    void tick() {
        if (isUp() && !isFrozen) {
            election().tick(world.now(), this);
        }
    }

    void hear(Notification notification) {
        election().received(world.now(), notification, this);
    }

    void reaches(ServerId other, boolean isReachable) {
        if (isUp()) {
            take(() -> election().reachable(world.now(), other, isReachable, this));
        }
    }

    @Override
    public void notify(ServerId to, Notification notification) {
        said.add(
                String.format(
                        "%s->%s %s %s %d",
                        id,
                        to,
                        notification.state(),
                        notification.vote().leader(),
                        notification.electionEpoch()));
        if (judge != null) {
            judge.says(this, notification);
        }
        world.send(id, to, notification);
    }

    @Override
    public void decided(Vote leaderVote) {
        decisions.add(leaderVote.leader());
        if (judge != null) {
            judge.decides(this, leaderVote);
        }
    }

    @Override
    public String toString() {
        return id + ":" + (isUp() ? election().state() + " " + election().vote() : "down");
    }
}
