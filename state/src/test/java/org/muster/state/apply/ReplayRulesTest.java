package org.muster.state.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;
import org.muster.model.Id;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.request.Response;
import org.muster.model.txn.Txn;
import org.muster.model.txn.TxnHeader;
import org.muster.state.Applied;
import org.muster.state.State;

/** What a record does to a state that is not the one it was made for. */
class ReplayRulesTest {
    private static final SessionId SESSION = new SessionId(9);
    private static final Response NO_NODE = new Response.Refused(ErrorCode.NO_NODE);
    private static final Response NODE_EXISTS = new Response.Refused(ErrorCode.NODE_EXISTS);
    private static final List<Acl> MINE = List.of(new Acl(31, new Id("digest", "a:b")));

    private final Applier applier = new Applier();
    private State state = State.initial();

    private Response apply(long zxid, Txn txn) {
        Applied applied =
                applier.apply(state, new TxnHeader(SESSION, 0, new Zxid(zxid), zxid * 10), txn);
        state = applied.state();
        state.validate();
        return applied.outcome();
    }

    private static Txn create(String path, List<Acl> acl, int parentCversion) {
        return new Txn.Create(
                Txn.CreateKind.CREATE2, ZPath.of(path), null, acl, false, parentCversion, 0);
    }

    private static Txn ephemeral(String path) {
        return new Txn.Create(Txn.CreateKind.CREATE, ZPath.of(path), null, Acl.OPEN, true, -1, 0);
    }

    /** Creations and pzxid. */
    private String parentage(String path) {
        var stat = state.find(ZPath.of(path)).persistedStat();
        return stat.cversion() + " " + stat.pzxid();
    }

    @Test
    void aCreateWithoutParentDoesNothing() {
        assertEquals(NO_NODE, apply(5, create("/a/b", Acl.OPEN, 1)));
        assertEquals(State.initial().digest(), state.digest());
        assertEquals(new Zxid(5), state.lastZxid());
    }

    @Test
    void aCreateOfWhatIsThereSetsTheAclAndRaisesTheParentsCount() {
        apply(1, create("/a", Acl.OPEN, 1));
        assertEquals(NODE_EXISTS, apply(2, create("/a", MINE, 3)));
        assertEquals(MINE, state.find(ZPath.of("/a")).acl().entries());
        assertEquals(0, state.find(ZPath.of("/a")).stat().aversion());
        assertEquals("3 2", parentage("/"));
        assertEquals(NODE_EXISTS, apply(3, create("/a", MINE, 2)));
        assertEquals("3 2", parentage("/"));
    }

    @Test
    void aCreateCountsOnWhenTheRecordDoesNotSayTheCount() {
        apply(1, create("/a", Acl.OPEN, -1));
        apply(2, create("/b", Acl.OPEN, -1));
        assertEquals("2 2", parentage("/"));
    }

    @Test
    void aCreateWithAnOldCountLeavesTheParentAlone() {
        apply(7, create("/a", Acl.OPEN, 5));
        apply(8, create("/b", Acl.OPEN, 4));
        assertEquals("5 7", parentage("/"));
    }

    @Test
    void aDeleteOfWhatIsGoneTellsTheParent() {
        apply(1, create("/a", Acl.OPEN, 1));
        assertEquals(NO_NODE, apply(4, new Txn.Delete(ZPath.of("/a/b"))));
        assertEquals("0 4", parentage("/a"));
        assertEquals(NO_NODE, apply(5, new Txn.Delete(ZPath.of("/x/b"))));
    }

    @Test
    void aDeleteNeverLowersPzxid() {
        apply(9, create("/a", Acl.OPEN, 1));
        apply(3, new Txn.Delete(ZPath.of("/a")));
        assertEquals("1 9", parentage("/"));
        assertEquals(new Zxid(9), state.lastZxid());
    }

    @Test
    void aDeleteTakesEverythingBelowWithIt() {
        apply(1, create("/a", Acl.OPEN, 1));
        apply(2, create("/a/b", Acl.OPEN, 1));
        apply(3, ephemeral("/a/b/c"));
        apply(4, new Txn.Delete(ZPath.of("/a")));
        assertEquals(4, state.tree().nodeCount());
        assertEquals(0, state.ephemeralCount());
    }

    @Test
    void versionsAreSetNotCounted() {
        apply(1, create("/a", Acl.OPEN, 1));
        apply(2, new Txn.SetData(ZPath.of("/a"), Bytes.utf8("x"), 7));
        apply(3, new Txn.SetAcl(ZPath.of("/a"), MINE, 5));
        var stat = state.find(ZPath.of("/a")).stat();
        assertEquals(7, stat.version());
        assertEquals(5, stat.aversion());
        assertEquals(2, stat.mzxid());
        assertEquals(20, stat.mtimeMs());
        assertEquals(NO_NODE, apply(4, new Txn.SetData(ZPath.of("/b"), null, 1)));
        assertEquals(NO_NODE, apply(5, new Txn.SetAcl(ZPath.of("/b"), MINE, 1)));
    }

    @Test
    void closingASessionDeletesTheListedAndTheRest() {
        apply(1, new Txn.CreateSession(100));
        apply(2, ephemeral("/e"));
        apply(3, ephemeral("/f"));
        apply(4, new Txn.CloseSession(List.of(ZPath.of("/gone"), ZPath.of("/f"))));
        assertEquals(4, state.tree().nodeCount());
        assertEquals(false, state.hasSession(SESSION));
    }

    @Test
    void closingASessionWithoutAListDeletesAllItOwns() {
        apply(1, ephemeral("/e"));
        apply(2, new Txn.CloseSession(null));
        assertEquals(4, state.tree().nodeCount());
    }

    @Test
    void aMultiWithAFailureChangesNothing() {
        Txn multi =
                new Txn.Multi(
                        List.of(
                                create("/a", Acl.OPEN, 1),
                                new Txn.Refused(-103),
                                new Txn.Refused(-2)));
        assertEquals(
                new Response.Multi(
                        List.of(
                                new Response.Result.Failed(0),
                                new Response.Result.Failed(-103),
                                new Response.Result.Failed(-2))),
                apply(1, multi));
        assertEquals(State.initial().digest(), state.digest());
    }

    @Test
    void aPartOfAMultiThatFailsDoesNotStopTheOthers() {
        apply(1, create("/a", Acl.OPEN, 1));
        apply(
                2,
                new Txn.Multi(
                        List.of(
                                create("/a", Acl.OPEN, 1),
                                new Txn.Delete(ZPath.of("/b")),
                                create("/c", Acl.OPEN, 2))));
        assertEquals("2 2", parentage("/"));
        assertEquals(6, state.tree().nodeCount());
    }

    @Test
    void anUnknownErrorCodeOfAnotherServerIsSurvived() {
        assertEquals(
                new Response.Refused(ErrorCode.MARSHALLING_ERROR), apply(1, new Txn.Refused(-77)));
    }

    @Test
    void theMembershipTextIsSetWithItsVersion() {
        ZPath config = ZPath.of("/zookeeper/config");
        apply(6, new Txn.Reconfig(config, Bytes.utf8("version=6"), -1));
        assertEquals(-1, state.find(config).stat().version());
        assertEquals(6, state.find(config).stat().mzxid());
    }
}
