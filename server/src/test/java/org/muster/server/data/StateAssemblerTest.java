package org.muster.server.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.PersistedStat;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.Txn;
import org.muster.model.txn.TxnHeader;
import org.muster.state.State;

class StateAssemblerTest {
    private static final long UNKNOWN_ACL = 7;

    private final StateAssembler assembler = new StateAssembler();

    private void load() throws Exception {
        assembler.beginSnapshot(Zxid.of(0, 5), true);
        State.initial().export().forEachRemaining(assembler::accept);
        PersistedStat stat = new PersistedStat(3, 3, 0, 0, 0, 0, 0, 0, 3);
        assembler.accept(new SnapshotRecord.Node(ZPath.of("/zz"), Bytes.EMPTY, UNKNOWN_ACL, stat));
        assembler.loaded();
    }

    @Test
    void anAclThatNoRecordHoldsIsMissing() throws Exception {
        load();
        assertEquals("it holds no ACL for 1 of its znodes", assembler.missing());
        assembler.beginEmpty();
        assertEquals("", assembler.missing());
    }

    @Test
    void aTransactionMayBringIt() throws Exception {
        load();
        TxnHeader header = new TxnHeader(new SessionId(1), 1, Zxid.of(0, 6), 0);
        Txn set = new Txn.SetAcl(ZPath.of("/zz"), List.copyOf(Acl.READ_ONLY), 1);
        assembler.apply(new LoggedTxn(header, set, State.initial().digest()));
        assertEquals("", assembler.missing());
    }
}
