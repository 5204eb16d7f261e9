package org.muster.state.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.model.Acl;
import org.muster.model.PersistedStat;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.model.txn.Txn;
import org.muster.model.txn.TxnHeader;
import org.muster.state.Fixture;
import org.muster.state.Rendered;
import org.muster.state.State;
import org.muster.state.StateBuilder;

/**
 * The fields of a Stat after each kind of write, as czxid mzxid ctime mtime version cversion
 * aversion ephemeralOwner dataLength numChildren pzxid.
 */
class StatRulesTest {
    @ParameterizedTest
    @CsvSource({
        "/,                 0 0 0 0 0 -1 0 0 0 1 0",
        "/zookeeper,        0 0 0 0 0 -2 0 0 0 2 0",
        "/zookeeper/quota,  0 0 0 0 0 0 0 0 0 0 0",
        "/zookeeper/config, 0 0 0 0 0 0 -1 0 0 0 0"
    })
    void aNewServerHasFourNodes(String path, String stat) {
        assertEquals(stat, Rendered.of(State.initial().find(ZPath.of(path)).stat()));
    }

    @Test
    void eachKindOfWriteChangesItsFields() {
        Fixture f = new Fixture();
        f.node("/a", "abc");
        assertEquals("2 2 20 20 0 0 0 0 3 0 2", f.stat("/a"));
        f.ask(Fixture.setData("/a", "abcde", 0));
        assertEquals("2 3 20 30 1 0 0 0 5 0 2", f.stat("/a"));
        f.ask(new WriteRequest.SetAcl(ZPath.of("/a"), Acl.OPEN, 0));
        assertEquals("2 3 20 30 1 0 1 0 5 0 2", f.stat("/a"));
        f.node("/a/b", null);
        assertEquals("2 3 20 30 1 1 1 0 5 1 5", f.stat("/a"));
        f.node("/a/b/c", null);
        assertEquals("2 3 20 30 1 1 1 0 5 1 5", f.stat("/a"));
        f.ask(Fixture.delete("/a/b/c", -1));
        assertEquals("5 5 50 50 0 2 0 0 0 0 7", f.stat("/a/b"));
        f.ask(Fixture.delete("/a/b", -1));
        assertEquals("2 3 20 30 1 2 1 0 5 0 8", f.stat("/a"));
        f.ask(Fixture.setData("/a", "x", 7));
        f.ask(Fixture.delete("/a", 7));
        assertEquals("2 3 20 30 1 2 1 0 5 0 8", f.stat("/a"));
        f.ask(Fixture.setData("/a", null, -1));
        assertEquals("2 11 20 110 2 2 1 0 0 0 8", f.stat("/a"));
        assertEquals("null", f.data("/a"));
    }

    @Test
    void onlyTrueEphemeralsShowTheirOwner() {
        Fixture f = new Fixture();
        f.node(Op.CREATE, "/e", 1).node(Op.CREATE_CONTAINER, "/c", 1).node(Op.CREATE_TTL, "/t", 5);
        assertEquals("2 2 20 20 0 0 0 119 0 0 2", f.stat("/e"));
        assertEquals("3 3 30 30 0 0 0 0 0 0 3", f.stat("/c"));
        assertEquals("4 4 40 40 0 0 0 0 0 0 4", f.stat("/t"));
        long owner = f.state().find(ZPath.of("/t")).persistedStat().ephemeralOwner();
        assertEquals(PersistedStat.ttlOwner(100), owner);
    }

    @Test
    void theReplyHoldsTheStatRightAfterTheWrite() {
        Fixture f = new Fixture();
        assertEquals(
                "path /a 2 2 20 20 0 0 0 0 1 0 2", f.ask(Fixture.create(Op.CREATE2, "/a", "x", 0)));
        assertEquals(
                "multi | stat 2 3 20 30 1 0 0 0 2 0 2 | stat 2 3 20 30 2 0 0 0 3 0 2",
                f.ask(
                        new WriteRequest.Multi(
                                List.of(
                                        Fixture.setData("/a", "xx", 0),
                                        Fixture.setData("/a", "xxx", 1)))));
    }

    /** A state with /n of this version and creation count. */
    private static State state(int version, int creations) {
        StateBuilder builder = new StateBuilder();
        PersistedStat zero = new PersistedStat(0, 0, 0, 0, 0, 0, 0, 0, 0);
        PersistedStat stat = new PersistedStat(1, 1, 1, 1, version, creations, 0, 0, 1);
        builder.add(new SnapshotRecord.Node(ZPath.EMPTY, null, SnapshotRecord.OPEN_ACL, zero));
        builder.add(new SnapshotRecord.Node(ZPath.of("/n"), null, SnapshotRecord.OPEN_ACL, stat));
        return ((StateBuilder.Built.Whole) builder.build(new Zxid(5))).state();
    }

    private static Prepared prepare(State state, WriteRequest request) {
        return new Preparer(StateRules.DEFAULT)
                .prepare(
                        state,
                        new TxnHeader(SessionId.NONE, 0, state.lastZxid().next(), 1),
                        request,
                        Caller.SERVER);
    }

    @Test
    void aVersionWrapsAround() {
        Prepared prepared = prepare(state(Integer.MAX_VALUE, 0), Fixture.setData("/n", null, -1));
        assertEquals(
                Integer.MIN_VALUE,
                prepared.applied().state().find(ZPath.of("/n")).stat().version());
    }

    @Test
    void theLastSequenceNumberIsUsedOnceAndThenTheNodeIsThereAlready() {
        State state = state(0, Integer.MAX_VALUE);
        WriteRequest next = Fixture.create(Op.CREATE, "/n/s", null, 2);
        Prepared first = prepare(state, next);
        assertEquals("path /n/s2147483647", Rendered.of(first.applied().outcome()));
        first.applied().state().validate();
        Prepared second = prepare(first.applied().state(), next);
        assertEquals(new Txn.Refused(-110), second.txn());
    }

    @Test
    void aSequenceCountsCreationsOfAnyKindAndNoDeletions() {
        Fixture f = new Fixture().node("/a", null);
        f.node("/a/x", null).node(Op.CREATE, "/a/y", 1);
        f.ask(Fixture.delete("/a/x", -1));
        f.ask(Fixture.create(Op.CREATE, "/a/y", null, 0));
        assertEquals("path /a/n-0000000002", f.ask(Fixture.create(Op.CREATE, "/a/n-", null, 2)));
        assertEquals("path /a/m-0000000003", f.ask(Fixture.create(Op.CREATE, "/a/m-", null, 3)));
    }

    @Test
    void aSequentialNameThatIsTakenDoesNotMoveTheCounter() {
        Fixture f = new Fixture().node("/a", null).node("/a/n0000000001", null);
        WriteRequest next = Fixture.create(Op.CREATE, "/a/n", null, 2);
        assertEquals("refused -110", f.ask(next));
        assertEquals("refused -110", f.ask(next));
        f.node("/a/other", null);
        assertEquals("path /a/n0000000002", f.ask(next));
    }

    @Test
    void closingASessionDeletesItsEphemeralsInOneTransaction() {
        Fixture f = new Fixture().node("/a", null);
        f.node(Op.CREATE, "/a/e", 1).node(Op.CREATE, "/a/f", 1);
        assertEquals("empty", f.ask(new WriteRequest.CloseSession()));
        assertEquals("2 2 20 20 0 4 0 0 0 0 5", f.stat("/a"));
        assertEquals(
                List.of(
                        "deleted /a/e " + Acl.OPEN + " " + Acl.OPEN,
                        "deleted /a/f " + Acl.OPEN + " " + Acl.OPEN,
                        "closed 119"),
                f.changes());
        assertEquals("refused -112", f.ask(Fixture.delete("/a", -1)));
        assertEquals("empty", f.ask(new WriteRequest.CloseSession()));
    }
}
