package org.muster.replica.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.TouchedSession;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.model.request.WriteRequest;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.Txn;
import org.muster.replica.Ensemble;
import org.muster.replica.Member;
import org.muster.replica.route.Submission;
import org.muster.replica.session.SessionIds;
import org.muster.replica.session.SessionPasswords;
import org.muster.state.State;
import org.muster.wire.client.RequestWriter;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.txn.TxnReader;
import org.muster.zab.Zab;

/** What a leader makes of the words of learners, those that are no Musters included. */
final class LearnersTest {
    private static final ServerId LEARNER = new ServerId(3);
    private static final SessionId SESSION = new SessionId(0x0300_0000_0000_0001L);

    private final List<LoggedTxn> logged = new ArrayList<>();
    private final List<FromLeader> said = new ArrayList<>();
    private final Member member = new Ensemble(1).members.getFirst();
    private long nowMs = 1000;

    private final ArrayDeque<Zxid> appended = new ArrayDeque<>();
    private final PeerEffects peers = Told.port(PeerEffects.class, this::asked);
    private final CoreEffects shell = Told.port(CoreEffects.class, this::asked);
    private final ZabPort port = new ZabPort(Told.port(ZabPort.Replica.class, this::told));
    private final Zab zab = Alone.of(Zxid.ZERO, 2000, now());
    private final LeadingRole leader =
            new LeadingRole(
                    new LeadingRole.Parts(
                            member.config,
                            new Identity(
                                    new SessionIds(1, 1),
                                    SessionPasswords.legacy(),
                                    Identity.attachmentMark(new ServerId(1))),
                            new Outbox(1),
                            zab,
                            port),
                    State.initial(),
                    now());

    private Now now() {
        return new Now(nowMs * 1_000_000, nowMs);
    }

    private Object asked(String call, List<Object> arguments) {
        switch (call) {
            case "append" -> append((Zxid) arguments.get(1), (Bytes) arguments.get(2));
            case "send" -> said.add((FromLeader) arguments.get(1));
            default -> {}
        }
        return call.equals("peers") ? peers : null;
    }

    private void append(Zxid zxid, Bytes payload) {
        try {
            logged.add(TxnReader.read(payload.toArray(), 0, payload.length()).txn());
        } catch (MalformedException impossible) {
            throw new AssertionError(impossible);
        }
        appended.add(zxid);
    }

    private Object told(String call, List<Object> arguments) {
        if (call.equals("confirmed")) {
            leader.confirmed(now(), (long) arguments.get(1));
        }
        return null;
    }

    /** A turn of the leader; its disk keeps what follows from it. */
    private void turn(Runnable calls) {
        port.begin(now(), shell);
        calls.run();
        while (!appended.isEmpty()) {
            leader.deliver(now(), appended.remove(), Bytes.EMPTY);
        }
        leader.endTurn();
    }

    private void hear(long link, FromLearner message) {
        turn(() -> leader.fromLearner(now(), link, LEARNER, message));
    }

    private static FromLearner.Request request(int cxid, Request request, Zxid attachment) {
        ByteWriter out = new ByteWriter();
        RequestWriter.writeRecord(out, request);
        return raw(cxid, request.op().code(), Bytes.owning(out.toArray()), attachment);
    }

    private static FromLearner.Request raw(int cxid, int type, Bytes record, Zxid attachment) {
        return new FromLearner.Request(SESSION, cxid, type, record, List.of(), attachment);
    }

    private static WriteRequest create(String path) {
        return new WriteRequest.Create(Op.CREATE, ZPath.of(path), Bytes.EMPTY, Acl.OPEN, 0, -1);
    }

    private void open(long link) {
        ByteWriter out = new ByteWriter();
        out.writeInt(4000);
        Bytes timeout = Bytes.owning(out.toArray());
        hear(link, raw(0, Op.CREATE_SESSION.code(), timeout, null));
    }

    private Txn last() {
        return logged.getLast().txn();
    }

    @Test
    void aSessionBelongsToTheLearnerThatOpenedIt() {
        open(7);
        hear(7, request(1, create("/a"), null));
        assertTrue(last() instanceof Txn.Create);
        hear(8, request(2, create("/b"), null));
        assertEquals(new Txn.Refused(-118), last());
    }

    @Test
    void aSessionMovesWithARevalidation() {
        open(7);
        hear(8, new FromLearner.Revalidate(SESSION, 6000));
        assertEquals(new Txn.CreateSession(6000), last());
        assertEquals(Identity.attachmentMark(LEARNER), logged.getLast().header().cxid());
        assertEquals(List.of(new FromLeader.Revalidated(SESSION, true)), said);
        hear(8, request(1, create("/a"), null));
        assertTrue(last() instanceof Txn.Create);
        hear(7, request(2, create("/b"), null));
        assertEquals(new Txn.Refused(-118), last());
    }

    @Test
    void whatAnOlderAttachmentAskedForIsDropped() {
        open(7);
        Zxid opened = logged.getLast().header().zxid();
        hear(8, new FromLearner.Revalidate(SESSION, 4000));
        Zxid moved = logged.getLast().header().zxid();
        int before = logged.size();
        hear(7, request(1, create("/a"), opened));
        assertEquals(before, logged.size());
        hear(8, request(1, create("/a"), moved));
        assertTrue(last() instanceof Txn.Create);
    }

    @Test
    void aSessionThatIsNotThereIsNotRevalidated() {
        hear(7, new FromLearner.Revalidate(SESSION, 4000));
        assertEquals(List.of(new FromLeader.Revalidated(SESSION, false)), said);
        assertEquals(List.of(), logged);
    }

    @Test
    void nothingIsProposedForWhatIsNoWrite() {
        open(7);
        int before = logged.size();
        hear(7, request(1, new ReadRequest.GetData(ZPath.ROOT, false), null));
        hear(7, raw(2, Op.CHECK.code(), Bytes.EMPTY, null));
        hear(7, raw(3, 4711, Bytes.EMPTY, null));
        assertEquals(before, logged.size());
    }

    @Test
    void whatCannotBeDecodedIsRefusedUnderAZxidOfItsOwn() {
        open(7);
        Zxid before = logged.getLast().header().zxid();
        hear(7, raw(1, Op.CREATE.code(), Bytes.EMPTY, null));
        assertEquals(new Txn.Refused(-5), last());
        assertEquals(before.next(), logged.getLast().header().zxid());
    }

    @Test
    void aSyncIsAnsweredBehindWhatWasAskedBefore() {
        open(7);
        hear(7, request(1, new LinkRequest.Sync(ZPath.ROOT), null));
        assertEquals(List.of(new FromLeader.Synced()), said);
    }

    @Test
    void aSessionEndsWhenItsLearnerHasToldNothingOfItForItsTimeout() {
        open(7);
        for (int i = 0; i < 10; i++) {
            pass(1000);
            hear(7, reply(List.of(new TouchedSession(SESSION, 4000))));
        }
        assertEquals(1, logged.size());
        for (int i = 0; i < 10; i++) {
            pass(1000);
            hear(7, reply(List.of()));
        }
        assertTrue(last() instanceof Txn.CloseSession);
    }

    @Test
    void noSessionEndsWhileALearnerHasNotSaidWhomItHeard() {
        open(7);
        pass(1000);
        hear(7, reply(List.of()));
        for (int i = 0; i < 20; i++) {
            pass(1000);
        }
        assertEquals(1, logged.size());
        turn(() -> leader.learnerGone(7));
        pass(1000);
        assertTrue(last() instanceof Txn.CloseSession);
    }

    private static FromLearner.PingReply reply(List<TouchedSession> touched) {
        return new FromLearner.PingReply(Zxid.ZERO, touched);
    }

    /** Time passes; the leader pings, and its own front has heard of nobody. */
    private void pass(long ms) {
        for (long passed = 0; passed < ms; passed += 50) {
            nowMs += 50;
            Submission told = new Submission.Touched(List.of(), now().monotonicNs());
            turn(() -> {
                leader.accept(now(), 0, told);
                leader.tick(now());
            });
        }
        leader.pinged(now(), 7, new FromLeader.Ping(Zxid.ZERO));
    }
}
