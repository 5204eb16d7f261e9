package org.muster.bench.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.model.txn.Txn;
import org.muster.wire.jute.MalformedException;

/** What is measured does what it is named after, not a refusal of it. */
class BenchmarksTest {
    private static final int NODES = new Scene().state().tree().nodeCount();

    @Test
    void treesAreReadAndChanged() {
        TreeBench bench = new TreeBench();
        assertInstanceOf(Response.DataAndStat.class, bench.find());
        assertEquals(NODES + 1, bench.insert().tree().nodeCount());
        assertEquals(NODES, bench.update().tree().nodeCount());
        assertEquals(NODES - 1, bench.remove().tree().nodeCount());
    }

    @Test
    void recordsAreReadAndWritten() throws MalformedException {
        RecordBench bench = new RecordBench();
        assertInstanceOf(ReadRequest.GetData.class, bench.decodeGetData());
        assertInstanceOf(WriteRequest.SetData.class, bench.decodeSetData());
        assertTrue(bench.encodeGetDataReply() > 100);
        assertTrue(bench.encodeTxn() > 100);
        assertInstanceOf(Txn.SetData.class, bench.decodeTxn().txn().txn());
    }

    @Test
    void watchersAreTold() {
        WatchBench bench = new WatchBench();
        assertEquals(1000, bench.setAndTrigger());
        assertEquals(1000, bench.triggerNone());
        assertEquals(2000, bench.setAndTrigger());
    }

    @Test
    void logAndSnapshotAreWritten() throws Exception {
        DiskBench bench = new DiskBench();
        bench.begin();
        assertEquals(bench.appendToLog().value() + 64, bench.appendToLog().value());
        assertTrue(bench.writeSnapshot() > 100L * Scene.NODES);
    }
}
