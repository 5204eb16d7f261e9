package org.muster.state.tree;

import org.jspecify.annotations.Nullable;
import org.muster.model.ZPath;
import org.muster.state.auth.AccessList;

/** A znode that is as it was created: no owner, never changed, and never had a child. */
final class PristineZnode extends Znode {
    private final long zxid;
    private final long timeMs;

    PristineZnode(byte[] content, AccessList acl, long zxid, long timeMs) {
        super(content, acl);
        this.zxid = zxid;
        this.timeMs = timeMs;
    }

    @Override
    public long czxid() {
        return zxid;
    }

    @Override
    public long mzxid() {
        return zxid;
    }

    @Override
    public long pzxid() {
        return zxid;
    }

    @Override
    public long ctimeMs() {
        return timeMs;
    }

    @Override
    public long mtimeMs() {
        return timeMs;
    }

    @Override
    public int version() {
        return 0;
    }

    @Override
    public int creations() {
        return 0;
    }

    @Override
    public int aversion() {
        return 0;
    }

    @Override
    public long owner() {
        return 0;
    }

    @Override
    public int numChildren() {
        return 0;
    }

    @Override
    public int descendants() {
        return 0;
    }

    @Override
    public long subtreeDataBytes() {
        return dataLength();
    }

    @Override
    @Nullable Block children() {
        return null;
    }

    @Override
    int digest(ZPath path, int end, NodeDigest digests) {
        return digests.compute(path, end, this);
    }
}
