package org.muster.replica.core;

import org.jspecify.annotations.Nullable;
import org.muster.model.peer.FromLearner;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;
import org.muster.wire.client.RequestReader;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.MalformedException;

/** The records in learners' requests. */
final class ForwardedRecord {
    private ForwardedRecord() {}

    /**
     * The write that {@code request} carries; undecodable ones are values, as from clients. Null
     * for operations that have no business here: reads, and check on its own, which no server could
     * read back from its log.
     */
    static @Nullable WriteRequest read(FromLearner.Request request) {
        ByteReader in = new ByteReader(request.payload().toArray());
        try {
            if (request.type() == Op.CREATE_SESSION.code()) {
                return new WriteRequest.CreateSession(in.readInt());
            }
            if (request.type() == Op.DELETE_CONTAINER.code()) {
                return new WriteRequest.DeleteContainer(in.requirePath());
            }
        } catch (MalformedException undecodable) {
            return null;
        }
        return RequestReader.read(request.type(), in) instanceof WriteRequest write ? write : null;
    }
}
