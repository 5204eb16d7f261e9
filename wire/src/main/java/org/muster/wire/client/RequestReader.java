package org.muster.wire.client;

import org.muster.model.request.LinkRequest;
import org.muster.model.request.Request;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.MalformedException;

/** Decodes what stands behind a request's xid and operation number. */
public final class RequestReader {
    private RequestReader() {}

    /**
     * The request of operation number {@code code} whose record {@code in} holds. Never fails: a
     * record that cannot be decoded, and a number that is no client's operation, are values too.
     */
    public static Request read(int code, ByteReader in) {
        OpRow row = OpRow.offered(code);
        if (row == null) {
            return new LinkRequest.Unknown(code);
        }
        try {
            return row.readRequest(in);
        } catch (MalformedException malformed) {
            return row.undecodable();
        }
    }
}
