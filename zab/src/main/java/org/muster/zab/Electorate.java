package org.muster.zab;

import org.jspecify.annotations.Nullable;
import org.muster.model.Epoch;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Notification;
import org.muster.model.peer.Vote;
import org.muster.zab.election.Election;
import org.muster.zab.election.ElectionEffects;
import org.muster.zab.election.ElectionSettings;
import org.muster.zab.election.ElectionTiming;
import org.muster.zab.quorum.QuorumRule;

/** The election as the roles use it: its decision waits here until the roles can change. */
final class Electorate {
    private final Election election;
    private @Nullable Vote decision;
    private @Nullable ServerId suspect;

    Electorate(ZabConfig config, QuorumRule quorum) {
        ZabConfig.Timing timing = config.timing();
        this.election =
                new Election(
                        new ElectionSettings(
                                config.self(),
                                quorum,
                                config.configText(),
                                config.announcement(),
                                new ElectionTiming(
                                        timing.minNotificationMs(),
                                        timing.maxNotificationMs(),
                                        timing.minNotificationMs())));
    }

    /**
     * Begins a new round with the vote {@code own}; the last leader may have named an heir.
     *
     * @param blank whether this member holds nothing
     */
    void look(Now now, Vote own, boolean blank, @Nullable ServerId heir, ZabEffects out) {
        election.becomeBlank(now, blank);
        if (heir != null) {
            election.takeOver(heir);
        }
        election.look(now, own, effects(out));
    }

    void tick(Now now, ZabEffects out) {
        election.tick(now, effects(out));
    }

    void received(Now now, Notification notification, ZabEffects out) {
        if (notification.sender().equals(suspect)) {
            suspect = null;
            election.reachable(now, notification.sender(), true, effects(out));
        }
        election.received(now, notification, effects(out));
    }

    void reachable(Now now, ServerId peer, boolean reachable, ZabEffects out) {
        if (peer.equals(suspect)) {
            suspect = null;
        }
        election.reachable(now, peer, reachable, effects(out));
    }

    /** {@code peer} has been silent for too long, though its connections stand. */
    void suspect(Now now, ServerId peer, ZabEffects out) {
        suspect = peer;
        election.reachable(now, peer, false, effects(out));
    }

    /** Whether every voter, this member included, holds nothing. */
    boolean isAllBlank() {
        return election.isAllBlank();
    }

    /** The leader found is established, and this member synchronised with it. */
    void established(Epoch epoch) {
        election.established(epoch);
    }

    /** The highest round heard of. */
    long round() {
        return election.round();
    }

    /** Whether this member takes part in the reign of the leader found without a vote. */
    boolean observes() {
        return election.state() == MemberState.OBSERVING;
    }

    /** What the election has come to, once; null while it goes on. */
    @Nullable Vote takeDecision() {
        Vote taken = decision;
        decision = null;
        return taken;
    }

    private ElectionEffects effects(ZabEffects out) {
        return new ElectionEffects() {
            @Override
            public void notify(ServerId to, Notification notification) {
                out.notify(to, notification);
            }

            @Override
            public void decided(Vote leaderVote) {
                decision = leaderVote;
            }
        };
    }
}
