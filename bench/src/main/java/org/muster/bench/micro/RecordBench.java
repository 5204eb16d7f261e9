package org.muster.bench.micro;

import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.model.txn.LoggedTxn;
import org.muster.state.auth.AclRules;
import org.muster.state.auth.AuthRules;
import org.muster.state.query.Query;
import org.muster.wire.client.ReplyWriter;
import org.muster.wire.client.RequestReader;
import org.muster.wire.client.RequestWriter;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.txn.TxnReader;
import org.muster.wire.txn.TxnRecord;
import org.muster.wire.txn.TxnWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Bytes to records and back, with 100 bytes of data where there are any. */
@State(Scope.Thread)
public class RecordBench {
    private static final ZPath PATH = ZPath.of("/bench/node-0000017");

    private final ByteReader in = new ByteReader(new byte[0]);
    private final ByteWriter out = new ByteWriter(4096);
    private final byte[] read = encoded(new ReadRequest.GetData(PATH, false));
    private final byte[] write = encoded(Scene.setData(PATH));
    private final Response reply;
    private final LoggedTxn txn;
    private final byte[] payload;

    /** Ready to be measured. */
    public RecordBench() {
        Scene scene = new Scene();
        Query query = new Query(new AclRules(AuthRules.DEFAULT));
        reply = query.getData(scene.state(), PATH, Scene.IDENTITIES);
        txn = scene.logged(Scene.setData(PATH));
        payload = scene.payload(Scene.setData(PATH));
    }

    private static byte[] encoded(Request request) {
        ByteWriter out = new ByteWriter(256);
        RequestWriter.writeRecord(out, request);
        return out.toArray();
    }

    /** The request for a znode's data. */
    @Benchmark
    public Request decodeGetData() {
        in.reset(read, 0, read.length);
        return RequestReader.read(Op.GET_DATA.code(), in);
    }

    /** The request for other data. */
    @Benchmark
    public Request decodeSetData() {
        in.reset(write, 0, write.length);
        return RequestReader.read(Op.SET_DATA.code(), in);
    }

    /** The reply with a znode's data and Stat. */
    @Benchmark
    public int encodeGetDataReply() {
        out.clear();
        ReplyWriter.reply(out, 1, 1, Op.GET_DATA, reply);
        return out.length();
    }

    /** The transaction of a setData, for the log. */
    @Benchmark
    public int encodeTxn() {
        out.clear();
        TxnWriter.write(out, txn);
        return out.length();
    }

    /** The same from the log. */
    @Benchmark
    public TxnRecord decodeTxn() throws MalformedException {
        return TxnReader.read(payload, 0, payload.length);
    }
}
