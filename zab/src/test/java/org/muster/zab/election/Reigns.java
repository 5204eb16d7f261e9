package org.muster.zab.election;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Notification;
import org.muster.model.peer.Vote;

/**
 * What becomes of decisions in a {@link World}: a leader whom a quorum follows reigns, one whom
 * nobody follows gives up, who has lost its leader looks again. And the judge of it all.
 */
final class Reigns {
    private static final int TURN_MS = 20;
    private static final int PATIENCE_MS = 1_000;

    private final World world;

    /** When a member last had what it needs: a leader its followers, a follower its leader. */
    private final Map<ServerId, Long> contentMs = new TreeMap<>();

    /** The epoch in which a member's leader is established, of this life and decision. */
    private final Map<String, Integer> reigns = new LinkedHashMap<>();

    /** Every vote with which a member began to look. */
    private final Set<Vote> candidatures = new TreeSet<>();

    /** Who ever voted or stood for a leader, by leader and round, and by leader alone. */
    private final Map<String, Set<ServerId>> voted = new LinkedHashMap<>();

    private final Map<ServerId, Set<ServerId>> stood = new TreeMap<>();

    /** The decisions of each life of a member by their rounds. */
    private final Map<String, ServerId> decided = new LinkedHashMap<>();

    private int epoch;

    Reigns(World world) {
        this.world = world;
        for (Member member : world.members.values()) {
            member.judge = this;
        }
        world.in(TURN_MS, this::turn);
    }

    private void turn() {
        for (Member member : world.members.values()) {
            if (member.isUp() && !member.isFrozen() && !member.isLooking()) {
                if (isContent(member)) {
                    contentMs.put(member.id, world.nowMs());
                } else if (world.nowMs() - contentMs.getOrDefault(member.id, 0L)
                        > patienceMs(member)) {
                    member.look();
                }
            }
        }
        world.in(TURN_MS, this::turn);
    }

    private int patienceMs(Member member) {
        return reigns.containsKey(reign(member)) ? 2 * TURN_MS : PATIENCE_MS;
    }

    private boolean isContent(Member member) {
        if (member.leads()) {
            return isFollowed(member);
        }
        Member leader = Member.known(world.members.get(member.leader()));
        boolean isThere =
                leader.leads() && !leader.isFrozen() && world.isOpen(leader.id, member.id);
        Integer ofLeader = reigns.get(reign(leader));
        if (isThere && ofLeader != null && !ofLeader.equals(reigns.get(reign(member)))) {
            establish(member, ofLeader, leader.own().zxid());
        }
        return isThere && ofLeader != null;
    }

    private boolean isFollowed(Member leader) {
        Set<ServerId> those = new TreeSet<>();
        for (Member other : world.members.values()) {
            boolean follows =
                    other.isUp()
                            && !other.isFrozen()
                            && !other.isLooking()
                            && other.leader().equals(leader.id)
                            && world.isOpen(other.id, leader.id);
            if (follows && !other.own().equals(Vote.NONE)) {
                those.add(other.id);
            }
        }
        if (!world.quorum().suffices(those)) {
            return false;
        }
        if (!reigns.containsKey(reign(leader))) {
            Zxid last = leader.own().zxid();
            establish(leader, ++epoch, last);
            those.forEach(id -> establish(Member.known(world.members.get(id)), epoch, last));
        }
        return true;
    }

    private void establish(Member member, int inEpoch, Zxid last) {
        reigns.put(reign(member), inEpoch);
        member.election().established(new Epoch(inEpoch));
        if (!member.own().equals(Vote.NONE)) {
            member.holds(inEpoch, last);
        }
    }

    private static String reign(Member member) {
        return member.id + "/" + member.life() + "/" + member.decisions.size();
    }

    /** A member begins to look. */
    void looks(Member member) {
        candidatures.add(member.own());
    }

    /** A member says something. */
    void says(Member member, Notification said) {
        if (said.state() == MemberState.LOOKING && !said.vote().equals(Vote.NONE)) {
            assertTrue(candidatures.contains(said.vote()), () -> "invented: " + said);
            voted.computeIfAbsent(said.vote() + "@" + said.electionEpoch(), _ -> new TreeSet<>())
                    .add(member.id);
        }
    }

    /**
     * A member has found a leader: a quorum must have voted for it in that round, or stand by it.
     */
    void decides(Member member, Vote vote) {
        long round = member.election().round();
        Set<ServerId> supporters = new TreeSet<>(voted.getOrDefault(vote + "@" + round, Set.of()));
        Set<ServerId> standing = stood.computeIfAbsent(vote.leader(), _ -> new TreeSet<>());
        boolean elected = world.quorum().suffices(supporters);
        supporters.addAll(standing);
        assertTrue(
                elected || world.quorum().suffices(supporters),
                () -> member + " decides without a quorum: " + supporters);
        if (!member.own().equals(Vote.NONE)) {
            standing.add(member.id);
        }
        String once = member.id + "/" + member.life() + "/" + round;
        ServerId before = decided.put(once, vote.leader());
        assertTrue(before == null, () -> member + " decides twice in round " + round);
        contentMs.put(member.id, world.nowMs());
    }
}
