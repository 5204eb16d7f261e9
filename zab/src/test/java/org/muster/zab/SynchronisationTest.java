package org.muster.zab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.Beat;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.Incarnation;
import org.muster.model.peer.LearnerInfo;

/** Moments within a synchronisation, most of which were bugs of other implementations. */
class SynchronisationTest {
    private static final Zxid Z11 = Zxid.of(1, 1);
    private static final Zxid Z12 = Zxid.of(1, 2);
    private static final Zxid Z15 = Zxid.of(1, 5);
    private static final Zxid Z16 = Zxid.of(1, 6);
    private static final Zxid Z31 = Zxid.of(3, 1);

    private static FromLeader.Proposal proposal(Zxid zxid) {
        return new FromLeader.Proposal(zxid, Bytes.utf8("t"));
    }

    private static FromLeader.NewLeader newLeader(int epoch) {
        return new FromLeader.NewLeader(new Epoch(epoch), "config", null);
    }

    private static int at(List<String> done, String what) {
        int index = done.indexOf(what);
        assertTrue(index >= 0, () -> what + " in " + done);
        return index;
    }

    private static boolean acks(List<String> done) {
        return done.stream().anyMatch(line -> line.startsWith("to leader: Ack"));
    }

    /** It may have vouched for what the state lacks and the proposals behind it bring back. */
    @Test
    void aStateOlderThanWhatItReplacesIsInstalledWithWhatFollowsIt() {
        Lone member = new Lone(1, Lone.found(3, 3, Z31));
        member.follow(4);
        member.take();
        member.snapshot(Z15);
        member.says(proposal(Z15));
        member.says(proposal(Z16));
        member.disk();
        assertFalse(
                member.take().stream().anyMatch(line -> line.startsWith("install")),
                "its own history is the only whole one yet");
        member.says(newLeader(4));
        member.disk();
        List<String> done = member.take();
        assertTrue(at(done, "install " + Z16) < at(done, "keep 4 4 INTACT"), done::toString);
        assertFalse(done.contains("append " + Z16), done::toString);
        assertTrue(acks(done), done::toString);
    }

    @Test
    void aMemberCutOffBehindSuchAStateKeepsItsHistoryAndItsVote() {
        Lone member = new Lone(1, Lone.found(3, 3, Z31));
        member.follow(4);
        member.snapshot(Z15);
        member.says(proposal(Z16));
        member.input(new ZabInput.Closed(Lone.LINK));
        member.disk();
        List<String> done = member.take();
        assertFalse(done.stream().anyMatch(line -> line.startsWith("install")), done::toString);
        assertTrue(done.stream().anyMatch(line -> line.endsWith("LOOKING 1")), done::toString);
        assertEquals(Z31, member.report().proposed());
    }

    @Test
    void aLeaderThatLeavesSomethingOutBehindSuchAStateIsLeft() {
        Lone member = new Lone(1, Lone.found(3, 3, Z31));
        member.follow(4);
        member.snapshot(Z15);
        member.take();
        member.says(proposal(Zxid.of(1, 7)));
        List<String> done = member.take();
        assertTrue(done.contains("disconnect " + Lone.LINK), done::toString);
    }

    @Test
    void aStateAtLeastAsNewLeavesNoDoubt() {
        Lone member = new Lone(1, Lone.found(3, 3, Z15));
        member.follow(4);
        member.take();
        member.snapshot(Z16);
        member.says(newLeader(4));
        member.disk();
        List<String> done = member.take();
        assertFalse(done.stream().anyMatch(line -> line.contains("SUSPECT")), done::toString);
        assertTrue(acks(done), done::toString);
    }

    /** One that asks for everything can hold the tail of a leader that never was established. */
    @Test
    void aMemberThatAskedForAllKeepsNothingWhenAllIsSent() {
        ZabStart start =
                new ZabStart(new Epoch(1), new Epoch(1), Z12, Z12, ZabStart.Standing.AMNESIAC);
        Lone member = new Lone(1, start);
        member.follow(3);
        member.take();
        member.says(new FromLeader.Diff(Z31));
        member.says(proposal(Z11));
        member.disk();
        List<String> done = member.take();
        assertTrue(at(done, "truncate " + Zxid.ZERO) < at(done, "append " + Z11), done::toString);
    }

    @Test
    void aLearnerThatWantsAllGetsAState() {
        Lone leader = leading();
        leader.input(new ZabInput.Accepted(9));
        greet(leader, 9, 1, 1);
        leader.says(9, new FromLearner.AckEpoch(null, Zxid.ZERO, Incarnation.FIRST));
        List<String> done = leader.take();
        assertTrue(done.stream().anyMatch(line -> line.contains("state ")), done::toString);
    }

    /** Found by the simulator: it may be the only one there is, and then nobody could lead. */
    @Test
    void thePromiseOfALearnerWhoseLogCannotBeCutCountsThoughItGetsAState() {
        Lone leader = new Lone(3, Lone.found(2, 2, Z11));
        leader.win(Z11, 2);
        leader.input(new ZabInput.Accepted(8));
        greet(leader, 8, 2, 2);
        leader.says(8, new FromLearner.AckEpoch(new Epoch(1), Z15, Incarnation.FIRST, true));
        leader.disk();
        List<String> done = leader.take();
        assertTrue(done.stream().anyMatch(line -> line.contains("state ")), done::toString);
        assertEquals("synchronization", leader.report().step());
    }

    @Test
    void whatTurnsOutToBeNoStateIsGivenUpWithItsLeader() {
        Lone member = new Lone(1, Lone.found(3, 3, Z15));
        member.follow(4);
        member.take();
        member.incomingIsBroken = true;
        member.snapshot(Z16);
        member.disk();
        List<String> done = member.take();
        assertTrue(at(done, "install " + Z16) < at(done, "disconnect 7"), done::toString);
        at(done, "vote to " + new ServerId(2) + ": LOOKING " + new ServerId(1));
        assertEquals(Z15, member.report().proposed());
    }

    /** Beats wait behind the history that is sent, and that can be read from a slow disk. */
    @Test
    void aLeaderWhoseHistoryIsSlowToComeIsNotTakenForDead() {
        Lone member = new Lone(1, Lone.found(0, 0, Zxid.ZERO));
        member.follow(1);
        member.says(new Beat(1, 0, 0, Beat.NO_QUORUM, null, List.of()));
        member.pass(1_900);
        assertFalse(member.take().contains("disconnect 7"));
        member.says(new FromLeader.Diff(Zxid.ZERO));
        member.says(newLeader(1));
        member.disk();
        member.pass(600);
        assertTrue(member.take().contains("disconnect 7"), "silent once it was there");
    }

    /** Nobody else may be there to acknowledge it. */
    @Test
    void aReferenceLearnerGetsAgainWhatItHasLoggedAndNotAcknowledged() {
        Lone leader = leading();
        Zxid zxid = leader.propose("t");
        leader.input(new ZabInput.Closed(8));
        leader.input(new ZabInput.Accepted(9));
        leader.says(
                9,
                new FromLearner.FollowerInfo(
                        new LearnerInfo(
                                new Epoch(1), new ServerId(2), LearnerInfo.PROTOCOL, 0, null)));
        leader.says(9, new FromLearner.AckEpoch(new Epoch(1), zxid, Incarnation.FIRST));
        List<String> done = leader.take();
        assertTrue(
                at(done, "to learner 9: state " + new Epoch(1).start())
                        < at(done, "to learner 9: " + proposal(zxid)),
                done::toString);
    }

    @Test
    void itIsWhenAnotherVoterLooksForALeader() {
        Lone member = new Lone(1, Lone.found(0, 0, Zxid.ZERO));
        member.follow(1);
        member.says(new Beat(1, 0, 0, Beat.NO_QUORUM, null, List.of()));
        member.hears(2);
        member.pass(600);
        assertTrue(member.take().contains("disconnect 7"));
    }

    /** B6: a learner of the reference may acknowledge a proposal before NEWLEADER. */
    @Test
    void anEarlyAcknowledgementCountsOnceTheEpochIsEntered() {
        Lone leader = leading();
        leader.input(new ZabInput.Accepted(9));
        greet(leader, 9, 1, 1);
        leader.says(9, new FromLearner.AckEpoch(new Epoch(0), Zxid.ZERO, Incarnation.FIRST));
        leader.input(new ZabInput.Closed(8));
        Zxid zxid = leader.propose("t");
        leader.disk();
        leader.take();
        leader.says(9, new FromLearner.Ack(zxid));
        assertFalse(leader.take().contains("deliver " + zxid), "before NEWLEADER is acknowledged");
        leader.says(9, new FromLearner.Ack(new Epoch(1).start()));
        assertTrue(leader.take().contains("deliver " + zxid), "afterwards");
    }

    /** What was committed while a learner was on its way is not on its disk by that. */
    @Test
    void acknowledgingNewLeaderVouchesForNothingProposedAfterIt() {
        Lone leader = leading();
        leader.input(new ZabInput.Accepted(9));
        greet(leader, 9, 1, 1);
        leader.says(9, new FromLearner.AckEpoch(new Epoch(0), Zxid.ZERO, Incarnation.FIRST));
        Zxid zxid = leader.propose("t");
        leader.disk();
        leader.says(8, new FromLearner.AckUpTo(zxid));
        assertEquals(zxid, leader.report().delivered());
        leader.says(9, new FromLearner.Ack(new Epoch(1).start()));
        assertEquals(
                Zxid.ZERO,
                leader.report().learners().stream()
                        .filter(learner -> learner.link() == 9)
                        .findFirst()
                        .orElseThrow()
                        .acked());
    }

    /** It may have been said before the leader was asked, and a ping can have followed since. */
    @Test
    void whatALearnerSaysUnaskedConfirmsNoLeader() {
        Lone leader = leading();
        leader.propose("t");
        leader.confirm(1);
        leader.pass(150);
        leader.says(8, new FromLearner.PingReply(new Zxid(-1), List.of()));
        assertFalse(leader.take().contains("confirmed 1"));
        leader.says(8, new FromLearner.PingReply(Z11, List.of()));
        assertTrue(leader.take().contains("confirmed 1"));
    }

    /** B7. */
    @Test
    void aCommitBetweenNewLeaderAndUpToDateIsDeliveredOnceAndThen() {
        Lone member = new Lone(1, Lone.found(0, 0, Zxid.ZERO));
        member.follow(1);
        member.says(new FromLeader.Diff(Zxid.ZERO));
        member.says(newLeader(1));
        member.says(proposal(Z11));
        member.says(new FromLeader.CommitUpTo(Z11));
        member.disk();
        assertFalse(member.take().contains("deliver " + Z11), "before UPTODATE");
        member.says(new FromLeader.UpToDate());
        List<String> done = member.take();
        assertTrue(at(done, "deliver " + Z11) < at(done, "enter Following"), done::toString);
        member.says(new FromLeader.CommitUpTo(Z11));
        assertFalse(member.take().contains("deliver " + Z11), "twice");
    }

    /** B8. */
    @Test
    void whatTheDiskTellsOfAnEarlierLeadersProposalsIsAcknowledgedToNobody() {
        Lone member = new Lone(1, Lone.found(0, 0, Zxid.ZERO));
        member.follow(1);
        member.says(new FromLeader.Diff(Zxid.ZERO));
        member.says(newLeader(1));
        member.disk();
        member.says(new FromLeader.UpToDate());
        member.says(proposal(Z11));
        member.says(proposal(Z12));
        member.input(new ZabInput.Closed(Lone.LINK));
        member.take();
        member.diskOnce();
        List<String> done = member.take();
        assertEquals(List.of(), done, "it votes only when both are durable");
        member.diskOnce();
        done = member.take();
        assertTrue(
                done.contains("vote to " + new ServerId(2) + ": LOOKING " + new ServerId(1)),
                done::toString);
        assertFalse(acks(done), done::toString);
    }

    /** B9, B22. */
    @Test
    void aGapIsRefusedAndEverythingAskedFor() {
        Lone member = new Lone(1, Lone.found(1, 1, Z11));
        member.follow(2);
        member.says(new FromLeader.Diff(Z15));
        member.take();
        member.says(proposal(Z15));
        List<String> done = member.take();
        assertTrue(done.contains("disconnect " + Lone.LINK), done::toString);
        assertFalse(done.contains("append " + Z15), done::toString);
        member.follow(2);
        done = member.take();
        assertTrue(
                done.contains(
                        "to leader: "
                                + new FromLearner.AckEpoch(
                                        null, Zxid.of(1, 1), Incarnation.FIRST, true)),
                done::toString);
    }

    /** B28. */
    @Test
    void theNextEpochIsAboveTheOneOfALoneSnapshot() {
        Lone leader = new Lone(3, Lone.found(27, 27, new Epoch(27).start()));
        leader.win(new Epoch(27).start(), 27);
        leader.input(new ZabInput.Accepted(8));
        leader.take();
        says(leader, 8, 2, 0, false);
        assertTrue(leader.take().stream().anyMatch(line -> line.startsWith("keep 28 ")));
    }

    /** B30. */
    @Test
    void anObserverHelpsToAgreeOnNoEpoch() {
        Lone leader = new Lone(3, Lone.found(0, 0, Zxid.ZERO));
        leader.win(Zxid.ZERO, 0);
        leader.input(new ZabInput.Accepted(8));
        leader.take();
        says(leader, 8, 2, 0, true);
        assertEquals(List.of(), leader.take());
        leader.input(new ZabInput.Accepted(9));
        says(leader, 9, 1, 0, false);
        assertTrue(leader.take().stream().anyMatch(line -> line.startsWith("keep 1 ")));
    }

    private static void says(Lone leader, long link, long id, int accepted, boolean observer) {
        LearnerInfo info =
                new LearnerInfo(
                        new Epoch(accepted),
                        new ServerId(id),
                        LearnerInfo.PROTOCOL,
                        0,
                        Lone.MUSTER);
        leader.says(
                link,
                observer ? new FromLearner.ObserverInfo(info) : new FromLearner.FollowerInfo(info));
    }

    private static void greet(Lone leader, long link, long id, int accepted) {
        says(leader, link, id, accepted, false);
        leader.disk();
    }

    /** Member 3 leads epoch 1 of an empty ensemble; member 2 follows on link 8. */
    private static Lone leading() {
        Lone leader = new Lone(3, Lone.found(0, 0, Zxid.ZERO));
        leader.win(Zxid.ZERO, 0);
        leader.input(new ZabInput.Accepted(8));
        greet(leader, 8, 2, 0);
        leader.says(8, new FromLearner.AckEpoch(new Epoch(0), Zxid.ZERO, Incarnation.FIRST));
        leader.disk();
        leader.says(8, new FromLearner.Ack(new Epoch(1).start()));
        leader.take();
        return leader;
    }
}
