package org.muster.wire.client;

import org.muster.model.request.Request;
import org.muster.wire.jute.ByteWriter;

/** Encodes requests, for clients and for members that forward them. */
public final class RequestWriter {
    private RequestWriter() {}

    /** Appends the frame of {@code request}, length included. */
    public static void write(ByteWriter out, int xid, Request request) {
        int frame = out.beginFrame();
        out.writeInt(xid);
        out.writeInt(request.op().code());
        OpRow.of(request.op()).writeRequest(out, request);
        out.endFrame(frame);
    }

    /** Appends the record of {@code request}, without length, xid and operation number. */
    public static void writeRecord(ByteWriter out, Request request) {
        OpRow.of(request.op()).writeRequest(out, request);
    }
}
