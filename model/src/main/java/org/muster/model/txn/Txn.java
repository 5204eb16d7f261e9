package org.muster.model.txn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ZPath;

/** The body of a transaction: already decided, so that applying it needs no judgement. */
public sealed interface Txn {

    /**
     * A znode is created.
     *
     * @param kind which request made it; decides the node's kind and the number in the log
     * @param ephemeral whether the transaction's session owns it; only for CREATE and CREATE2
     * @param parentCversion the parent's creation count after it, -1 to count on from what is there
     * @param ttlMs for TTL, else 0
     */
    record Create(
            CreateKind kind,
            ZPath path,
            @Nullable Bytes data,
            List<Acl> acl,
            boolean ephemeral,
            int parentCversion,
            long ttlMs)
            implements Txn {}

    /** Which record a create is in the log. */
    enum CreateKind {
        /** A plain or ephemeral znode. */
        CREATE,
        /** The same, asked for with its Stat. */
        CREATE2,
        /** A container. */
        CONTAINER,
        /** A TTL znode. */
        TTL
    }

    /** A znode is deleted. */
    record Delete(ZPath path) implements Txn {}

    /** An empty container or TTL znode is deleted. */
    record DeleteContainer(ZPath path) implements Txn {}

    /** Data is set; {@code version} is the new one. */
    record SetData(ZPath path, @Nullable Bytes data, int version) implements Txn {}

    /** The membership text is set; {@code version} is the new one, always -1. */
    record Reconfig(ZPath path, @Nullable Bytes data, int version) implements Txn {}

    /** An ACL is set; {@code version} is the new aversion. */
    record SetAcl(ZPath path, List<Acl> acl, int version) implements Txn {}

    /** The header's session is opened. */
    record CreateSession(int timeoutMs) implements Txn {}

    /** The header's session ends; null when an old server did not list the ephemerals. */
    record CloseSession(@Nullable List<ZPath> ephemerals) implements Txn {}

    /** A version was checked; only inside a multi; {@code version} is the znode's plus one. */
    record Check(ZPath path, int version) implements Txn {}

    /** A write was refused. */
    record Refused(int code) implements Txn {}

    /** Several at once; if any is an {@link Refused}, nothing changes. */
    record Multi(List<Txn> txns) implements Txn {}
}
