package org.muster.zab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Notification;
import org.muster.zab.quorum.QuorumRule;

/** Sees everything that members of an {@link Ensemble} say and deliver, and believes no word. */
final class Witness {
    private final Ensemble world;
    private final TreeMap<Long, String> proposed = new TreeMap<>();
    private final TreeSet<Long> committed = new TreeSet<>();

    Witness(Ensemble world) {
        this.world = world;
    }

    /** A zxid is used once, and counters rise by one from one on. */
    void proposed(Zxid zxid, String txn) {
        assertNull(proposed.putIfAbsent(zxid.value(), txn), () -> zxid + " is proposed twice");
        assertTrue(
                zxid.counter() == 1 || proposed.containsKey(zxid.value() - 1),
                () -> "a gap before " + zxid);
    }

    /** What is delivered was proposed; what a leader commits is on the disks of a quorum. */
    void delivered(Node node, Zxid zxid, String txn) {
        assertEquals(proposed.get(zxid.value()), txn, () -> zxid + " was never proposed");
        if (committed.add(zxid.value()) && node.phase instanceof ZabPhase.Leading) {
            TreeSet<ServerId> holders = new TreeSet<>();
            for (ServerId voter : world.membership.voters()) {
                Disk disk = world.node(voter.value()).disk;
                // A disk that was damaged or lost since may have held it.
                if (!disk.isIntact() || disk.holds(zxid)) {
                    holders.add(voter);
                }
            }
            assertTrue(
                    QuorumRule.of(world.membership).suffices(holders),
                    () -> zxid + " is committed, durable only at " + holders);
        }
    }

    /** An acknowledgement tells what the disk holds. */
    void said(Node learner, FromLearner message) {
        switch (message) {
            case FromLearner.Ack(Zxid zxid) when zxid.counter() == 0 ->
                    assertTrue(
                            learner.disk.found().current().value() >= zxid.epoch(),
                            () -> learner.id + " acknowledges an epoch not entered: " + zxid);
            case FromLearner.Ack(Zxid zxid) -> durable(learner, zxid);
            case FromLearner.AckUpTo(Zxid zxid) -> durable(learner, zxid);
            case FromLearner.AckEpoch ack ->
                    assertTrue(
                            ack.current() == null || ack.last().equals(learner.disk.found().last()),
                            () -> learner.id + " promises with " + ack);
            default -> {}
        }
    }

    private static void durable(Node learner, Zxid zxid) {
        assertTrue(
                learner.disk.holds(zxid),
                () -> learner.id + " acknowledges what is not durable: " + zxid);
    }

    /** Nobody is served by a leader that is not established. */
    void said(Node leader, FromLeader message) {
        if (message instanceof FromLeader.UpToDate) {
            assertTrue(
                    leader.phase instanceof ZabPhase.Leading,
                    () -> leader.id + " says UPTODATE early");
        }
    }

    /** A vote for oneself is what a restart would find. */
    void said(Node voter, Notification notification) {
        if (notification.state() == MemberState.LOOKING
                && notification.vote().leader().equals(voter.id)) {
            ZabStart found = voter.disk.found();
            assertEquals(found.last(), notification.vote().zxid(), () -> "vote of " + voter);
            assertEquals(
                    found.current(), notification.vote().peerEpoch(), () -> "vote of " + voter);
            assertEquals(ZabStart.Standing.INTACT, found.standing(), () -> "vote of " + voter);
        }
    }

    /** Whether some member's word does not count, so that no other may lose anything. */
    @Nullable Node doubtful() {
        for (Node node : world.nodes.values()) {
            if (!node.disk.isIntact()) {
                return node;
            }
        }
        return null;
    }

    /** Whether the other voters are a quorum. */
    boolean sufficeWithout(Node one) {
        TreeSet<ServerId> others = new TreeSet<>(world.membership.voters());
        others.remove(one.id);
        return QuorumRule.of(world.membership).suffices(others);
    }
}
