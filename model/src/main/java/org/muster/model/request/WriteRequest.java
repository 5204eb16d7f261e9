package org.muster.model.request;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ZPath;

/** A request that, accepted or refused, takes its place in the order of transactions. */
public sealed interface WriteRequest extends Request {

    /**
     * Creates a znode.
     *
     * @param op CREATE, CREATE2, CREATE_CONTAINER or CREATE_TTL
     * @param flags the create mode's number as sent, perhaps none that exists
     * @param ttlMs as sent for CREATE_TTL, -1 for the others
     */
    record Create(
            Op op,
            @Nullable ZPath path,
            @Nullable Bytes data,
            @Nullable List<Acl> acl,
            int flags,
            long ttlMs)
            implements WriteRequest {}

    /** Deletes a znode of the given version, -1 for any. */
    record Delete(ZPath path, int version) implements WriteRequest {
        @Override
        public Op op() {
            return Op.DELETE;
        }
    }

    /** Deletes an empty container or TTL znode; never taken from a client. */
    record DeleteContainer(ZPath path) implements WriteRequest {
        @Override
        public Op op() {
            return Op.DELETE_CONTAINER;
        }
    }

    /** Sets the data of a znode of the given version, -1 for any. */
    record SetData(ZPath path, @Nullable Bytes data, int version) implements WriteRequest {
        @Override
        public Op op() {
            return Op.SET_DATA;
        }
    }

    /** Sets the ACL of a znode of the given aversion, -1 for any. */
    record SetAcl(ZPath path, @Nullable List<Acl> acl, int version) implements WriteRequest {
        @Override
        public Op op() {
            return Op.SET_ACL;
        }
    }

    /** Demands a version, -1 for any; only inside a multi. */
    record Check(ZPath path, int version) implements WriteRequest {
        @Override
        public Op op() {
            return Op.CHECK;
        }
    }

    /** All of {@code ops} (Create, Delete, SetData, Check) or none. */
    record Multi(List<WriteRequest> ops) implements WriteRequest {
        @Override
        public Op op() {
            return Op.MULTI;
        }
    }

    /** Changes the membership. */
    record Reconfig(
            @Nullable String joiningServers,
            @Nullable String leavingServers,
            @Nullable String newMembers,
            long curConfigId)
            implements WriteRequest {
        @Override
        public Op op() {
            return Op.RECONFIG;
        }
    }

    /** Opens a session; made by the server for a handshake, never taken from a client. */
    record CreateSession(int timeoutMs) implements WriteRequest {
        @Override
        public Op op() {
            return Op.CREATE_SESSION;
        }
    }

    /** Ends the session and removes its ephemerals. */
    record CloseSession() implements WriteRequest {
        @Override
        public Op op() {
            return Op.CLOSE_SESSION;
        }
    }

    /** A write whose record could not be decoded; it is answered in its place. */
    record Undecodable(Op op) implements WriteRequest {}
}
