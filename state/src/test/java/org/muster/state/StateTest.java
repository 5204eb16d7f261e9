package org.muster.state;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.PersistedStat;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.model.txn.TxnHeader;
import org.muster.state.prepare.Caller;
import org.muster.state.prepare.Prepared;
import org.muster.state.prepare.Preparer;
import org.muster.state.prepare.StateRules;
import org.muster.state.tree.Znode;

/** The root object: what a new server holds, and what a snapshot of it brings back. */
class StateTest {
    private static final SessionId SESSION = new SessionId(0x1234);

    @Test
    void aNewServerHasTheDigestOfTwoEmptyNodes() {
        assertEquals(0x51c6d660L, State.initial().digest().value());
        State.initial().validate();
    }

    @Test
    void theConfigurationIsReadableAndCountsNowhere() {
        State state = State.initial().withConfiguration(Bytes.utf8("version=0"), 0, 77);
        state.validate();
        assertEquals(State.initial().digest(), state.digest());
        assertEquals(State.initial().lastZxid(), state.lastZxid());
        Znode config = requireNonNull(state.find(ZPath.of("/zookeeper/config")));
        assertEquals(Bytes.utf8("version=0"), config.data());
        PersistedStat stat = config.persistedStat();
        assertEquals(new PersistedStat(0, 0, 0, 77, -1, 0, -1, 0, 0), stat);
    }

    @Test
    void aCreateChangesTheDigestOfNodeAndParent() {
        Preparer preparer = new Preparer(StateRules.DEFAULT);
        Caller caller = new Caller(SESSION, List.of());
        State state =
                preparer.prepare(
                                State.initial(),
                                new TxnHeader(SESSION, 0, new Zxid(1), 5),
                                new WriteRequest.CreateSession(4000),
                                caller)
                        .applied()
                        .state();
        Prepared prepared =
                preparer.prepare(
                        state,
                        new TxnHeader(SESSION, 1, new Zxid(2), 5),
                        new WriteRequest.Create(
                                Op.CREATE, ZPath.of("/app"), Bytes.utf8("root"), Acl.OPEN, 0, -1),
                        caller);
        prepared.applied().state().validate();
        StateBuilder builder = new StateBuilder();
        List<SnapshotRecord> records = new ArrayList<>();
        prepared.applied().state().export().forEachRemaining(records::add);
        records.forEach(builder::add);
        StateBuilder.Built.Whole whole =
                assertInstanceOf(StateBuilder.Built.Whole.class, builder.build(new Zxid(2)));
        whole.state().validate();
        assertEquals(prepared.applied().state().digest(), whole.state().digest());
    }
}
