package org.muster.sim.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.muster.sim.check.History.SECOND;
import static org.muster.sim.check.History.event;
import static org.muster.sim.check.History.rejectedBy;
import static org.muster.sim.check.History.reply;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;
import org.muster.model.PersistedStat;
import org.muster.model.SessionId;
import org.muster.model.WatchEvent;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.WriteRequest;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.wire.client.ConnectResponse;
import org.muster.wire.jute.ByteWriter;

/** Each checker is shown a history that breaks its promise, beside one that keeps it. */
class BadHistoryTest {
    private static final long S = 0x100L;
    private static final byte[] NONE = new byte[0];

    private final History history = new History();

    private static byte[] text(String text) {
        ByteWriter out = new ByteWriter();
        out.writeString(text);
        return out.toArray();
    }

    @Test
    void acceptsAHistoryThatKeepsAllPromises() {
        Conversation talk = history.open(S);
        long made = history.create(talk, 1, "/a");
        talk.sent(2, new ReadRequest.GetChildren(Op.GET_CHILDREN, ZPath.of("/"), true));
        ByteWriter names = new ByteWriter();
        names.writeVector(List.of("zookeeper", "a"), ByteWriter::writeString);
        talk.received(reply(2, made, 0, names.toArray()));
        talk.sent(3, History.create("/b", 0));
        long second = history.log(S, 3, 1);
        talk.received(event(second, WatchEvent.Type.NODE_CHILDREN_CHANGED, "/"));
        talk.received(reply(3, second, 0, text("/b")));
        assertEquals(0, talk.outstanding());
    }

    @Test
    void c1RejectsAReplyThatNamesAnotherTransaction() {
        Conversation talk = history.open(S);
        long first = history.create(talk, 1, "/a");
        talk.sent(2, History.create("/b", 0));
        history.log(S, 2, 1);
        rejectedBy("C1", () -> talk.received(reply(2, first, 0, text("/b"))));
    }

    @Test
    void c1RejectsASuccessThatTheModelRefuses() {
        Conversation talk = history.open(S);
        history.create(talk, 1, "/a");
        talk.sent(2, History.create("/a", 0));
        rejectedBy("C1", () -> history.log(S, 2, 1));
    }

    @Test
    void c1RejectsAWrongSequentialName() {
        Conversation talk = history.open(S);
        talk.sent(1, History.create("/n-", 2));
        long at = history.log(S, 1, 1);
        rejectedBy("C1", () -> talk.received(reply(1, at, 0, text("/n-0000000001"))));
    }

    @Test
    void c1RejectsATransactionNobodyAskedFor() {
        history.open(S);
        rejectedBy("C1", () -> history.log(S, 9, 1));
    }

    @Test
    void c1RejectsATransactionTwice() {
        Conversation talk = history.open(S);
        history.create(talk, 1, "/a");
        rejectedBy("C1", () -> history.log(S, 1, -1));
    }

    @Test
    void c1RejectsWritesOutOfOrder() {
        Conversation talk = history.open(S);
        talk.sent(1, History.create("/a", 0));
        talk.sent(2, History.create("/b", 0));
        rejectedBy("C1", () -> history.log(S, 2, 1));
    }

    @Test
    void c1RejectsRepliesOutOfOrder() {
        Conversation talk = history.open(S);
        talk.sent(1, History.create("/a", 0));
        talk.sent(2, History.create("/b", 0));
        history.log(S, 1, 1);
        long second = history.log(S, 2, 1);
        rejectedBy("C1", () -> talk.received(reply(2, second, 0, text("/b"))));
    }

    @Test
    void c2RejectsAWriteBeforeWhatWasShownWhenItWasSent() {
        Conversation early = history.open(S);
        Conversation late = history.open(S + 1);
        early.sent(1, History.create("/a", 0));
        late.sent(1, History.create("/b", 0));
        history.log(S, 1, 1);
        long second = history.log(S + 1, 1, 1);
        late.received(reply(1, second, 0, text("/b")));
        Conversation again = history.greet(history.hello(S, 0), S);
        again.sent(2, History.create("/c", 0));
        long third = history.log(S, 2, 1);
        history.oracle.shown(third + 5);
        again.received(reply(2, third, 0, text("/c")));
        again.sent(3, History.create("/d", 0));
        long fourth = history.log(S, 3, 1);
        rejectedBy("C2", () -> again.received(reply(3, fourth, 0, text("/d"))));
    }

    @Test
    void c3RejectsAReadThatDoesNotFitItsZxid() {
        Conversation talk = history.open(S);
        long made = history.create(talk, 1, "/a");
        talk.sent(2, new ReadRequest.GetAllChildrenNumber(ZPath.of("/")));
        rejectedBy("C3", () -> talk.received(reply(2, made, 0, new byte[] {0, 0, 0, 3})));
    }

    @Test
    void c3RejectsAZxidThatGoesBack() {
        Conversation talk = history.open(S);
        long made = history.create(talk, 1, "/a");
        talk.sent(2, new ReadRequest.GetData(ZPath.of("/a"), false));
        rejectedBy("C3", () -> talk.received(reply(2, made - 1, -101, NONE)));
    }

    @Test
    void c3RejectsAZxidBelowTheOneTheClientCameWith() {
        Conversation talk = history.open(S);
        long made = history.create(talk, 1, "/a");
        Conversation moved = history.greet(history.hello(S, made), S);
        moved.sent(2, new ReadRequest.GetData(ZPath.of("/a"), false));
        rejectedBy("C3", () -> moved.received(reply(2, made - 1, -101, NONE)));
    }

    @Test
    void c5RejectsARecoveryThatLostWhatWasShown() {
        history.oracle.proposed(sessionPayload(), 0);
        history.oracle.emitting(1, 1);
        rejectedBy("C5", () -> history.oracle.recovered(0, tree(), true, 0));
    }

    @Test
    void c5RejectsARecoveryOfMoreThanWasLogged() {
        rejectedBy("C5", () -> history.oracle.recovered(1, tree(), true, 0));
    }

    @Test
    void c6RejectsAFrameThatShowsWhatIsNotDurable() {
        rejectedBy("C6", () -> history.oracle.emitting(2, 1));
    }

    private static byte[] sessionPayload() {
        ByteWriter out = new ByteWriter();
        out.writeLong(S);
        out.writeInt(0);
        out.writeLong(1);
        out.writeLong(1_001);
        out.writeInt(-10);
        out.writeInt(2_000);
        return out.toArray();
    }

    @Test
    void c7RejectsAnExpiryBeforeItsTime() {
        history.open(S);
        history.oracle.contact(S, SECOND);
        rejectedBy("C7", () -> history.log(S, 0, -11, new byte[4], 3 * SECOND - 1_000_000));
    }

    @Test
    void c7AcceptsAnExpiryBeforeTheCoreHasHeardOfALateFrame() {
        history.open(S);
        history.oracle.told(List.of(new SessionId(S)), SECOND);
        history.oracle.contact(S, 3 * SECOND);
        history.oracle.contact(S, 3 * SECOND + 1);
        history.log(S, 0, -11, new byte[4], 3 * SECOND + 1);
        assertEquals(1, history.coverage.count("expiry just after a late frame"));
    }

    @Test
    void c7RejectsAnExpiryAfterTheCoreHasHeardOfALateFrame() {
        history.open(S);
        history.oracle.contact(S, 3 * SECOND);
        history.oracle.told(List.of(new SessionId(S)), 3 * SECOND);
        rejectedBy("C7", () -> history.log(S, 0, -11, new byte[4], 4 * SECOND));
    }

    @Test
    void c7RejectsASessionThatNeverExpires() {
        history.open(S);
        history.oracle.requireNoneOverdue(4 * SECOND, SECOND);
        rejectedBy("C7", () -> history.oracle.requireNoneOverdue(6 * SECOND, SECOND));
    }

    @Test
    void c7RejectsASecondClose() {
        history.open(S);
        history.log(S, 0, -11, new byte[4], 3 * SECOND);
        rejectedBy("C7", () -> history.log(S, 0, -11, new byte[4], 9 * SECOND));
    }

    @Test
    void c7RejectsTheRefusalOfALivingSession() {
        history.open(S);
        Conversation again = history.oracle.open(history.hello(S, 0), "10.0.0.1");
        ByteWriter out = new ByteWriter();
        ConnectResponse.REFUSED.write(out, true);
        rejectedBy("C7", () -> again.received(History.payload(out)));
    }

    @Test
    void c7RejectsASessionGivenBackAfterItsEnd() {
        history.open(S);
        long closed = history.log(S, 0, -11, new byte[4], 3 * SECOND);
        history.oracle.committed(closed);
        rejectedBy("C7", () -> history.greet(history.hello(S, 0), S));
    }

    @Test
    void c7RejectsASessionGivenForAWrongPassword() {
        history.open(S);
        var hello =
                new org.muster.wire.client.ConnectRequest(
                        0, 2_000, new SessionId(S), Bytes.utf8("guess"), false, true);
        rejectedBy("C7", () -> history.greet(hello, S));
    }

    @Test
    void c7RejectsAWriteFromAConnectionThatTheSessionHasLeft() {
        Conversation old = history.open(S);
        old.sent(1, History.create("/a", 0));
        history.greet(history.hello(S, 0), S);
        rejectedBy("C7", () -> history.log(S, 1, 1));
    }

    @Test
    void c7RejectsAWriteOfAConnectionWhoseSessionHasComeToAnotherMember() {
        History members = new History(true);
        Conversation old = members.open(S);
        old.sent(1, History.create("/a", 0));
        old.sent(2, History.create("/b", 0));
        members.log(S, 1, 1);
        ByteWriter timeout = new ByteWriter();
        timeout.writeInt(2_000);
        members.log(S, -1_001, -10, timeout.toArray(), 0);
        rejectedBy("C7", () -> members.log(S, 2, 1));
    }

    @Test
    void c7AcceptsThatAWriteOfSuchAConnectionIsRefusedAfterTheEndOfItsSession() {
        History members = new History(true);
        Conversation old = members.open(S);
        old.sent(1, History.create("/a", 0));
        old.sent(2, History.create("/b", 0));
        ByteWriter timeout = new ByteWriter();
        timeout.writeInt(2_000);
        members.log(S, -1_001, -10, timeout.toArray(), 0);
        members.log(S, 0, -11, new byte[4], 3 * SECOND);
        byte[] expired = {-1, -1, -1, -112};
        assertEquals(4, members.log(S, 1, -1, expired, 3 * SECOND));
        rejectedBy("C1", () -> members.log(S, 2, 1));
    }

    /** As in the reference, each operation looks for the session by itself. */
    @Test
    void c1DemandsOfAMultiThatItsFirstOperationFindsNoSession() {
        ByteWriter refused = new ByteWriter();
        refused.writeInt(2);
        for (ErrorCode code : List.of(ErrorCode.SESSION_EXPIRED, ErrorCode.RUNTIME_INCONSISTENCY)) {
            refused.writeInt(-1);
            refused.writeInt(Integer.BYTES);
            refused.writeInt(code.code());
        }
        byte[] alone = {-1, -1, -1, -112};
        rejectedBy("C1", () -> lateMulti().log(S, 1, -1, alone, 3 * SECOND));
        assertEquals(3, lateMulti().log(S, 1, 14, refused.toArray(), 3 * SECOND));
    }

    /** A multi is on its way when its session ends. */
    private static History lateMulti() {
        History members = new History(true);
        Conversation talk = members.open(S);
        WriteRequest create = History.create("/a", 0);
        talk.sent(1, new WriteRequest.Multi(List.of(create, create)));
        members.log(S, 0, -11, new byte[4], 3 * SECOND);
        return members;
    }

    @Test
    void c1RejectsAMemberThatEndsASessionToBeReadmitted() {
        History members = new History(true);
        members.log(S, -1_001, -11, new byte[4], 0);
        assertEquals(1, members.coverage.count("member readmitted"));
        members.open(S + 1);
        rejectedBy("C1", () -> members.log(S + 1, -1_001, -11, new byte[4], 0));
    }

    @Test
    void c8RejectsASyncThatLeavesSomethingOut() {
        Conversation writer = history.open(S);
        Conversation reader = history.open(S + 1);
        long made = history.create(writer, 1, "/a");
        reader.sent(1, new LinkRequest.Sync(ZPath.of("/")));
        rejectedBy("C8", () -> reader.received(reply(1, made - 1, 0, text("/"))));
    }

    @Test
    void c10RejectsAStateThatDiffersFromTheModel() {
        rejectedBy(
                "C10",
                () -> history.oracle.recovered(0, List.<SnapshotRecord>of().iterator(), true, 0));
        history.oracle.recovered(0, tree(), true, 0);
    }

    private static java.util.Iterator<SnapshotRecord> tree() {
        List<Acl> readOnly = Acl.READ_ONLY;
        return List.<SnapshotRecord>of(
                        new SnapshotRecord.AclEntry(7, readOnly),
                        node("", SnapshotRecord.OPEN_ACL, 0),
                        node("/zookeeper", SnapshotRecord.OPEN_ACL, 0),
                        node("/zookeeper/config", 7, -1),
                        node("/zookeeper/quota", SnapshotRecord.OPEN_ACL, 0))
                .iterator();
    }

    private static SnapshotRecord node(String path, long acl, int aversion) {
        PersistedStat stat = new PersistedStat(0, 0, 0, 0, 0, 0, aversion, 0, 0);
        return new SnapshotRecord.Node(ZPath.of(path), Bytes.EMPTY, acl, stat);
    }

    @Test
    void c12RejectsTheCloseOfAConnectionThatDidNothingWrong() {
        history.open(S);
        rejectedBy("C12", () -> history.oracle.requireReasonToClose(S));
        history.log(S, 0, -11, new byte[4], 3 * SECOND);
        history.oracle.requireReasonToClose(S);
    }

    @Test
    void c12RejectsASweepFasterThanItsPace() {
        history.oracle.recovered(0, tree(), true, 0);
        Conversation talk = history.open(S);
        talk.sent(1, History.container("/c"));
        history.log(S, 1, 19);
        talk.sent(2, History.create("/c/x", 0));
        history.log(S, 2, 1);
        talk.sent(3, new WriteRequest.Delete(ZPath.of("/c/x"), -1));
        history.log(S, 3, 2);
        byte[] path = text("/c");
        rejectedBy("C12", () -> history.log(0, 0, 20, path, SECOND / 2));
    }

    @Test
    void c1RejectsAWriteThatAHardQuotaForbids() {
        Conversation talk = history.open(S);
        history.create(talk, 1, "/a");
        history.create(talk, 2, "/zookeeper/quota/a");
        history.create(talk, 3, "/zookeeper/quota/a/zookeeper_limits", "countHardLimit=2");
        history.create(talk, 4, "/zookeeper/quota/a/zookeeper_stats");
        history.create(talk, 5, "/a/b");
        talk.sent(6, History.create("/a/c", 0));
        rejectedBy("C1", () -> history.log(S, 6, 1));
    }

    @Test
    void theModelRefusesANewEphemeralOfAClosedSession() {
        ReferenceModel model = new ReferenceModel(false);
        model.openSession(1, S, 2_000);
        model.closeSession(2, S);
        WriteRequest create = History.create("/e", 1);
        assertEquals(
                WriteRules.refused(org.muster.model.ErrorCode.SESSION_EXPIRED),
                model.execute(3, 0, new Actor(S, List.of()), create).response());
        assertEquals(Map.of(), model.sessionsAt(3));
    }
}
