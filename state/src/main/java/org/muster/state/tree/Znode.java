package org.muster.state.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.PersistedStat;
import org.muster.model.Stat;
import org.muster.model.ZPath;
import org.muster.state.auth.AccessList;

/**
 * One node of the tree with everything below it. Immutable once reachable from a root.
 *
 * <p>Two shapes keep it small: most znodes are created and never touched again, and then one zxid
 * and one time say everything.
 */
public abstract sealed class Znode permits PristineZnode, FullZnode {
    final byte[] content;
    final AccessList acl;

    Znode(byte[] content, AccessList acl) {
        this.content = content;
        this.acl = acl;
    }

    /** The zxid of its creation. */
    public abstract long czxid();

    /** The zxid of the last change of its data. */
    public abstract long mzxid();

    /** The zxid of the last creation or deletion of a child. */
    public abstract long pzxid();

    /** The wall clock of its creation, in milliseconds. */
    public abstract long ctimeMs();

    /** The wall clock of the last change of its data, in milliseconds. */
    public abstract long mtimeMs();

    /** How often its data was changed, wrapping. */
    public abstract int version();

    /** How many children were ever created, not growing beyond the largest int. */
    public abstract int creations();

    /** How often its ACL was changed, wrapping. */
    public abstract int aversion();

    /** 0, the owning session's id, or the mark of a container or TTL znode. */
    public abstract long owner();

    /** How many children it has. */
    public abstract int numChildren();

    /** How many znodes are below it, at all levels. */
    public abstract int descendants();

    /** The bytes of data in it and in all znodes below it. */
    public abstract long subtreeDataBytes();

    abstract @Nullable Block children();

    /**
     * The digest of this znode alone, whose path are the first {@code end} bytes of {@code path};
     * {@code digests} computes it if it is not known.
     */
    abstract int digest(ZPath path, int end, NodeDigest digests);

    /** Its access control list. */
    public final AccessList acl() {
        return acl;
    }

    /** The last component of its path, empty for the root. */
    public final Bytes name() {
        return Bytes.copyOf(
                content, NameAndData.nameStart(content), NameAndData.nameLength(content));
    }

    /** Its data, a copy; null if it was created with none. */
    public final @Nullable Bytes data() {
        return hasData()
                ? Bytes.copyOf(content, NameAndData.dataStart(content), dataLength())
                : null;
    }

    /** Whether its data is not null. */
    public final boolean hasData() {
        return NameAndData.hasData(content);
    }

    /** The bytes of its data, 0 for null. */
    public final int dataLength() {
        return NameAndData.dataLength(content);
    }

    /** Copies its data into {@code target} from {@code offset} on. */
    public final void copyDataTo(byte[] target, int offset) {
        System.arraycopy(content, NameAndData.dataStart(content), target, offset, dataLength());
    }

    /** The child whose name is what {@code path} holds in {@code [from, to)}, or null. */
    public final @Nullable Znode child(ZPath path, int from, int to) {
        Block block = children();
        return block == null ? null : block.find(path, from, to);
    }

    /** Its children, ordered by the bytes of their names. */
    public final ChildIterator childIterator() {
        return new ChildIterator(children());
    }

    /** Whether it belongs to a session. */
    public final boolean isEphemeral() {
        long owner = owner();
        return owner != 0 && owner != PersistedStat.CONTAINER && !PersistedStat.isTtlOwner(owner);
    }

    /** Whether the server deletes it by itself when it is empty: a container or TTL znode. */
    public final boolean isReapable() {
        return owner() != 0 && !isEphemeral();
    }

    /** What a client is told of it. */
    public final Stat stat() {
        int children = numChildren();
        return new Stat(
                czxid(),
                mzxid(),
                ctimeMs(),
                mtimeMs(),
                version(),
                2 * creations() - children,
                aversion(),
                isEphemeral() ? owner() : 0,
                dataLength(),
                children,
                pzxid());
    }

    /** What a snapshot keeps of it. */
    public final PersistedStat persistedStat() {
        return new PersistedStat(
                czxid(),
                mzxid(),
                ctimeMs(),
                mtimeMs(),
                version(),
                creations(),
                aversion(),
                owner(),
                pzxid());
    }

    /** Compares the names of two znodes, by unsigned bytes. */
    static int compareNames(Znode one, Znode other) {
        int start = NameAndData.nameStart(one.content);
        int otherStart = NameAndData.nameStart(other.content);
        return Arrays.compareUnsigned(
                one.content,
                start,
                start + NameAndData.nameLength(one.content),
                other.content,
                otherStart,
                otherStart + NameAndData.nameLength(other.content));
    }
}
