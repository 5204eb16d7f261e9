package org.muster.state;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.model.txn.TxnHeader;
import org.muster.state.prepare.Caller;
import org.muster.state.prepare.Preparer;
import org.muster.state.prepare.StateRules;

/**
 * Prints what a million znodes of 100 bytes below ten parents cost in memory, and how long it takes
 * to create and to load them. A measurement, not a test: docs/measuring.md has the command.
 */
public final class ZnodeMemory {
    private static final int PARENTS = 10;
    private static final int CHILDREN = 100_000;
    private static final int DATA_BYTES = 100;

    private ZnodeMemory() {}

    /** Needs no arguments and a heap of 1 GB. */
    public static void main(String[] args) {
        Bytes data = Bytes.owning(new byte[DATA_BYTES]);
        Preparer preparer = new Preparer(StateRules.DEFAULT);
        State state = State.initial();
        long before = usedBytes();
        long startNs = System.nanoTime();
        for (int parent = 0; parent < PARENTS; parent++) {
            state = create(preparer, state, "/parent-" + parent, data);
            for (int child = 0; child < CHILDREN; child++) {
                String path = String.format("/parent-%d/node-%07d", parent, child);
                state = create(preparer, state, path, data);
            }
        }
        long createdNs = System.nanoTime();
        double perZnode = (usedBytes() - before) / (double) state.tree().nodeCount();
        System.out.printf(
                "%.1f bytes a znode over its data; created in %d ms%n",
                perZnode - DATA_BYTES, (createdNs - startNs) / 1_000_000);
        load(state);
    }

    private static State create(Preparer preparer, State state, String path, Bytes data) {
        Zxid zxid = state.lastZxid().next();
        WriteRequest request =
                new WriteRequest.Create(Op.CREATE, ZPath.of(path), data, Acl.OPEN, 0, -1);
        TxnHeader header = new TxnHeader(SessionId.NONE, 0, zxid, 1_800_000_000_000L);
        return preparer.prepare(state, header, request, Caller.SERVER).applied().state();
    }

    private static void load(State state) {
        List<SnapshotRecord> records = new ArrayList<>();
        state.export().forEachRemaining(records::add);
        for (int round = 0; round < 5; round++) {
            long startNs = System.nanoTime();
            StateBuilder builder = new StateBuilder();
            records.forEach(builder::add);
            builder.build(state.lastZxid());
            System.out.printf("loaded in %d ms%n", (System.nanoTime() - startNs) / 1_000_000);
        }
    }

    private static long usedBytes() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
