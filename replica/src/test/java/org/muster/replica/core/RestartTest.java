package org.muster.replica.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.Perms;
import org.muster.model.TreeDigest;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.txn.LoggedTxn;
import org.muster.replica.Client;
import org.muster.replica.Ensemble;
import org.muster.replica.Frames;
import org.muster.replica.Image;
import org.muster.replica.Member;
import org.muster.replica.trace.TraceEvent;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.txn.TxnReader;
import org.muster.wire.txn.TxnWriter;
import org.muster.zab.ZabConfig;
import org.muster.zab.ZabStart.Standing;

/** Members that come back: from what they knew, from nothing, and from doubts about themselves. */
final class RestartTest {
    private static final List<Acl> READ_ONLY =
            List.of(new Acl(Perms.READ, new Id("world", "anyone")));

    private final Ensemble three = new Ensemble(3);
    private final Member leader = three.leader();
    private final Member follower = three.followers().getFirst();
    private final Member other = three.followers().getLast();

    private void assertSame(Member one) {
        three.pass(500);
        assertEquals(leader.core.committed().lastZxid(), one.core.committed().lastZxid());
        assertEquals(leader.core.committed().digest(), one.core.committed().digest());
        assertEquals(one.core.committed().lastZxid(), one.front.root().lastZxid());
        one.core.committed().validate();
    }

    private static void write(Client client, String path) {
        client.send(Frames.create(1, path, 0));
    }

    @Test
    void aMemberComesBackFromItsDisk() {
        Client client = follower.connect().handshake(40_000);
        write(client, "/before");
        follower.kill();
        write(other.connect().handshake(40_000), "/meanwhile");
        Member back = three.restart(follower, follower.image());
        three.leader();
        assertSame(back);
        Client again = client.moved(back).handshake(40_000);
        assertEquals(client.id, again.id);
        again.send(Frames.exists(1, "/before", false), Frames.exists(2, "/meanwhile", false));
        assertEquals(List.of("1 0", "2 0"), Told.codes(again.heads()));
    }

    @Test
    void anInstalledStateClosesWhoWasWaiting() {
        Ensemble ensemble = new Ensemble(3, 0, 0, new ZabConfig.Limits(20_000, 64L << 20, true));
        Member one = ensemble.followers().getFirst();
        write(ensemble.leader().connect().handshake(40_000), "/a");
        one.kill();
        Member wiped = ensemble.restart(one, Image.empty(Standing.INTACT));
        Client waiting = wiped.connect().ask(4000);
        ensemble.passUntil(() -> wiped.front.root().lastZxid().value() != 0);
        assertEquals(List.of(), wiped.log);
        assertTrue(waiting.wire.closed, "its history is not the one it may have seen before");
        Client next = wiped.connect().handshake(4000);
        write(next, "/b");
        assertEquals(List.of("1 0"), Told.codes(next.heads()));
        ensemble.pass(500);
        assertEquals(ensemble.leader().core.committed().digest(), wiped.core.committed().digest());
    }

    @Test
    void whoHasForgottenItsPastVotesOnlyAfterAQuorumWithoutItHasAgreed() {
        Member wiped = follower;
        for (int life = 0; life < 2; life++) {
            wiped.kill();
            other.diskHangs = true;
            wiped = three.restart(wiped, Image.empty(Standing.AMNESIAC));
            three.leader();
            Client client = leader.connect().ask(4000);
            three.pass(1000);
            assertEquals(Standing.AMNESIAC, wiped.standing());
            assertEquals(List.of(), client.wire.take(), "a quorum of one and a forgetful one");
            other.diskAnswers();
            Member admitted = wiped;
            three.passUntil(() -> admitted.standing() == Standing.INTACT);
            assertEquals(Standing.INTACT, wiped.image().standing());
            three.leader();
            assertSame(wiped);
        }
        other.diskHangs = true;
        Client client = leader.connect().handshake(4000);
        write(client, "/counted");
        assertEquals(List.of("1 0"), Told.codes(client.heads()));
    }

    @Test
    void aClientCannotKeepAMemberOut() {
        Client client = leader.connect().handshake(4000);
        client.send(Told.setAcl(1, "/zookeeper/quota", READ_ONLY));
        assertEquals(List.of("1 0"), Told.codes(client.heads()));
        follower.kill();
        Member wiped = three.restart(follower, Image.empty(Standing.AMNESIAC));
        three.passUntil(() -> wiped.standing() == Standing.INTACT);
    }

    private static FromLeader otherDigest(FromLeader message) {
        if (!(message instanceof FromLeader.Proposal(Zxid zxid, Bytes txn))) {
            return message;
        }
        try {
            LoggedTxn logged = TxnReader.read(txn.toArray(), 0, txn.length()).txn();
            ByteWriter out = new ByteWriter();
            TreeDigest wrong = new TreeDigest(TreeDigest.VERSION, 4711);
            TxnWriter.write(out, new LoggedTxn(logged.header(), logged.txn(), wrong));
            return new FromLeader.Proposal(zxid, Bytes.owning(out.toArray()));
        } catch (MalformedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void aMemberWhoseStateIsNotItsLeadersStopsAndLearnsAnew() {
        Client client = leader.connect().handshake(40_000);
        Client there = follower.connect().handshake(40_000);
        three.pass(500);
        follower.ears = RestartTest::otherDigest;
        write(client, "/a");
        assertEquals(List.of("1 0"), Told.codes(client.heads()));
        assertEquals(1, follower.halts.size());
        assertTrue(follower.halts.getFirst().contains("not that of its leader"));
        assertTrue(
                follower.traced.getLast() instanceof TraceEvent.StateDiffers(Zxid _, boolean proven)
                        && proven);
        there.wire.take();
        assertEquals(Standing.SUSPECT, follower.image().standing());
        assertFalse(follower.front.root().lastZxid().equals(leader.core.committed().lastZxid()));
        follower.kill();
        Member back = three.restart(follower, follower.image());
        three.passUntil(() -> back.standing() == Standing.INTACT);
        three.leader();
        assertSame(back);
    }

    @Test
    void whomItsDiskDoesNotHelpLearnsEverythingAnew() {
        Client client = leader.connect().handshake(40_000);
        Member one = follower;
        for (Standing next : List.of(Standing.SUSPECT, Standing.AMNESIAC)) {
            one.ears = RestartTest::otherDigest;
            write(client, "/" + next);
            assertEquals(1, one.halts.size());
            assertEquals(next, one.image().standing());
            one.kill();
            Member back = three.restart(one, one.image());
            three.passUntil(() -> back.standing() == Standing.INTACT);
            three.leader();
            assertSame(back);
            one = back;
        }
        Zxid asked = one.core.committed().lastZxid();
        assertEquals(asked, one.log.getFirst().zxid(), "all before came as a state");
    }

    /** B19: a state that a restart found may be about to be cut. */
    @Test
    void aSnapshotDueWithoutALeaderIsTakenOnceThereIsOne() {
        three.cut(follower, leader);
        three.cut(follower, other);
        follower.snapshotDue();
        three.pass(1000);
        assertEquals(List.of(), follower.snapshots);
        three.heal(follower, leader);
        three.heal(follower, other);
        three.leader();
        three.pass(1000);
        assertEquals(List.of(follower.core.committed().lastZxid()), follower.snapshots);
        leader.snapshotDue();
        assertEquals(List.of(leader.core.committed().lastZxid()), leader.snapshots);
    }

    @Test
    void whatAnotherKindOfServerComputesIsReportedOnly() {
        Ensemble mixed = new Ensemble(3, 0, 3);
        Member foreign = mixed.leader();
        assertEquals(3, foreign.id.value());
        Member learner = mixed.followers().getFirst();
        learner.ears = RestartTest::otherDigest;
        Client client = learner.connect().handshake(4000);
        client.send(Frames.create(1, "/a", 0), Frames.create(2, "/b", 0));
        assertEquals(List.of("1 0", "2 0"), Told.codes(client.heads()));
        assertEquals(List.of(), learner.halts);
        assertEquals(
                1,
                learner.traced.stream()
                        .filter(event -> event instanceof TraceEvent.StateDiffers)
                        .count());
    }
}
