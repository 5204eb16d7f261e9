package org.muster.state.tree;

import org.jspecify.annotations.Nullable;
import org.muster.model.PersistedStat;
import org.muster.model.ZPath;
import org.muster.state.auth.AccessList;

/**
 * A znode with all its fields. They are set by this package while the znode is being made and never
 * after it is reachable from a root; whoever hands a root to another thread does so in a way that
 * publishes it safely.
 */
final class FullZnode extends Znode {
    long czxid;
    long mzxid;
    long pzxid;
    long ctimeMs;
    long mtimeMs;
    long owner;
    long subtreeDataBytes;
    int version;
    int creations;
    int aversion;
    int numChildren;
    int descendants;

    /** Of this znode alone; valid before it is reachable, as all else. */
    int digest;

    @Nullable Block children;

    /** A copy of {@code source} but for content, ACL and digest. */
    private FullZnode(byte[] content, AccessList acl, Znode source) {
        super(content, acl);
        czxid = source.czxid();
        mzxid = source.mzxid();
        pzxid = source.pzxid();
        ctimeMs = source.ctimeMs();
        mtimeMs = source.mtimeMs();
        owner = source.owner();
        subtreeDataBytes = source.subtreeDataBytes();
        version = source.version();
        creations = source.creations();
        aversion = source.aversion();
        numChildren = source.numChildren();
        descendants = source.descendants();
        children = source.children();
    }

    private FullZnode(byte[] content, AccessList acl, PersistedStat stat) {
        super(content, acl);
        czxid = stat.czxid();
        mzxid = stat.mzxid();
        pzxid = stat.pzxid();
        ctimeMs = stat.ctimeMs();
        mtimeMs = stat.mtimeMs();
        owner = stat.ephemeralOwner();
        version = stat.version();
        creations = stat.cversion();
        aversion = stat.aversion();
        subtreeDataBytes = dataLength();
    }

    /** A copy to be changed; the digest is still that of {@code source}. */
    static FullZnode copyOf(Znode source, int digest) {
        FullZnode copy = new FullZnode(source.content, source.acl, source);
        copy.digest = digest;
        return copy;
    }

    /** A copy with other content; the digest must be computed. */
    static FullZnode withContent(Znode source, byte[] content) {
        FullZnode copy = new FullZnode(content, source.acl, source);
        copy.subtreeDataBytes += copy.dataLength() - source.dataLength();
        return copy;
    }

    /** A copy with another ACL; the digest must be computed. */
    static FullZnode withAcl(Znode source, AccessList acl) {
        return new FullZnode(source.content, acl, source);
    }

    /** A znode without children; the digest must be computed. */
    static FullZnode of(byte[] content, AccessList acl, PersistedStat stat) {
        return new FullZnode(content, acl, stat);
    }

    @Override
    public long czxid() {
        return czxid;
    }

    @Override
    public long mzxid() {
        return mzxid;
    }

    @Override
    public long pzxid() {
        return pzxid;
    }

    @Override
    public long ctimeMs() {
        return ctimeMs;
    }

    @Override
    public long mtimeMs() {
        return mtimeMs;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public int creations() {
        return creations;
    }

    @Override
    public int aversion() {
        return aversion;
    }

    @Override
    public long owner() {
        return owner;
    }

    @Override
    public int numChildren() {
        return numChildren;
    }

    @Override
    public int descendants() {
        return descendants;
    }

    @Override
    public long subtreeDataBytes() {
        return subtreeDataBytes;
    }

    @Override
    @Nullable Block children() {
        return children;
    }

    @Override
    int digest(ZPath path, int end, NodeDigest digests) {
        return digest;
    }
}
