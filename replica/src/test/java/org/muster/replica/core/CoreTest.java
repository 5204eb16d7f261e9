package org.muster.replica.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;
import org.muster.model.txn.LoggedTxn;
import org.muster.replica.Frames;
import org.muster.replica.ReplicaConfig;
import org.muster.replica.Rig;
import org.muster.state.State;
import org.muster.state.apply.Applier;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.txn.TxnReader;

final class CoreTest {
    private final Rig rig = new Rig();
    private final Rig.Session client = rig.connect().handshake(30_000);

    @Test
    void theLogReplayedGivesTheCommittedState() throws MalformedException {
        client.send(
                Frames.create(1, "/a", 0),
                Frames.create(2, "/a/s-", 2),
                Frames.create(3, "/a", 0),
                Frames.set(4, "/a", "x"),
                Frames.create(5, "/e", 1),
                Frames.delete(6, "/none"),
                Frames.delete(7, "/e"));
        State replayed = State.initial();
        Applier applier = new Applier();
        for (Bytes payload : rig.log) {
            byte[] bytes = payload.toArray();
            LoggedTxn logged = TxnReader.read(bytes, 0, bytes.length).txn();
            replayed = applier.apply(replayed, logged).state();
            assertEquals(replayed.digest(), logged.digest(), "each record carries its digest");
        }
        assertEquals(rig.core.committed().lastZxid(), replayed.lastZxid());
        assertEquals(rig.core.committed().digest(), replayed.digest());
        replayed.validate();
    }

    @Test
    void nothingIsCommittedBeforeTheDiskHoldsIt() {
        rig.diskHangs = true;
        client.send(Frames.create(1, "/a", 0));
        assertEquals(Zxid.of(0, 1), rig.core.committed().lastZxid());
        assertEquals(Zxid.of(0, 2), rig.core.report().proposed());
        assertEquals(1, rig.core.report().outstandingProposals());
        rig.diskAnswers();
        assertEquals(Zxid.of(0, 2), rig.core.committed().lastZxid());
    }

    @Test
    void requestsAreDecidedOnWhatIsProposedNotOnWhatIsCommitted() {
        rig.diskHangs = true;
        client.send(Frames.create(1, "/a", 0), Frames.create(2, "/a", 0));
        rig.diskAnswers();
        assertEquals(List.of("1 2 0", "2 3 -110"), Frames.heads(client.take()));
    }

    @Test
    void aSyncOfAnOlderGenerationCountsForNothing() {
        rig.diskHangs = true;
        client.send(Frames.create(1, "/a", 0));
        rig.coreTurn(List.of(new CoreInput.LogSynced(0, Zxid.of(0, 2))));
        assertEquals(Zxid.of(0, 1), rig.core.committed().lastZxid());
    }

    @Test
    void aSnapshotIsOfTheCommittedState() {
        rig.diskHangs = true;
        client.send(Frames.create(1, "/a", 0));
        rig.coreTurn(List.of(new CoreInput.SnapshotDue()));
        assertEquals(Zxid.of(0, 1), rig.snapshots.get(0).lastZxid());
    }

    @Test
    void aFailedDiskHaltsAndNothingIsAnsweredAnyMore() {
        rig.diskHangs = true;
        client.send(Frames.create(1, "/a", 0));
        rig.coreTurn(
                List.of(
                        new CoreInput.DiskFailed("no such luck"),
                        new CoreInput.LogSynced(1, Zxid.of(0, 2))));
        rig.settle();
        assertEquals(List.of("no such luck"), rig.halts);
        assertEquals(List.of(), client.take());
    }

    @Test
    void equalInputsGiveEqualLogs() {
        List<List<Bytes>> logs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            Rig each = new Rig();
            Rig.Session one = each.connect().handshake(4000);
            one.send(Frames.create(1, "/a", 0), Frames.create(2, "/e", 1), Frames.close(3));
            each.pass(7000);
            logs.add(each.log);
        }
        assertEquals(logs.get(0), logs.get(1));
    }

    private static String container(int xid, String path) {
        return Frames.of(
                xid,
                new WriteRequest.Create(
                        Op.CREATE_CONTAINER, ZPath.of(path), null, Acl.OPEN, 4, -1));
    }

    private static String ttl(int xid, String path, long ttlMs) {
        return Frames.of(
                xid,
                new WriteRequest.Create(Op.CREATE_TTL, ZPath.of(path), null, Acl.OPEN, 5, ttlMs));
    }

    private void passAlive(long ms) {
        for (long passed = 0; passed < ms; passed += 10_000) {
            rig.pass(10_000);
            client.send(Frames.ping());
        }
        client.take();
    }

    private boolean isThere(String path) {
        return rig.core.committed().find(ZPath.of(path)) != null;
    }

    @Test
    void emptiedContainersAndOutlivedTtlNodesAreSwept() {
        client.send(
                container(1, "/used"),
                Frames.create(2, "/used/x", 0),
                Frames.delete(3, "/used/x"),
                container(4, "/unused"),
                container(5, "/busy"),
                Frames.create(6, "/busy/x", 0),
                ttl(7, "/short", 1000),
                ttl(8, "/long", 600_000),
                ttl(9, "/parent", 1000),
                Frames.create(10, "/parent/x", 0),
                Frames.addWatch(11, "/", true));
        client.take();
        passAlive(50_000);
        assertTrue(isThere("/used"), "not before the interval is over");
        passAlive(20_000);
        assertEquals(
                List.of(false, true, true, false, true, true),
                List.of(
                        isThere("/used"),
                        isThere("/unused"),
                        isThere("/busy"),
                        isThere("/short"),
                        isThere("/long"),
                        isThere("/parent")));
    }

    @Test
    void theSweepKeepsItsPace() {
        ReplicaConfig slow =
                new ReplicaConfig(
                        1,
                        Rig.config().passwordKey(),
                        2000,
                        100,
                        4000,
                        40_000,
                        10_000,
                        new ReplicaConfig.ReaperPace(1000, 60, 0),
                        ReplicaConfig.FrontLimits.DEFAULT,
                        Rig.config().rules(),
                        null);
        Rig each = new Rig(slow, 1, CoreStart.from(State.initial()));
        Rig.Session one = each.connect().handshake(40_000);
        for (int i = 0; i < 20; i++) {
            one.send(ttl(i, "/t" + i, 1));
        }
        each.pass(1100);
        int before = each.log.size();
        each.pass(10_000);
        int deletions = each.log.size() - before;
        assertTrue(deletions >= 9 && deletions <= 11, "one a second: " + deletions);
    }
}
