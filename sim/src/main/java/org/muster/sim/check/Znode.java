package org.muster.sim.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Stat;

/**
 * A znode as the reference model sees it at one zxid.
 *
 * @param creations children ever created; with {@code children} it gives the visible cversion
 * @param kind plain, ephemeral, container or TTL
 * @param owner the session of an ephemeral, the milliseconds of a TTL node, else 0
 */
public record Znode(
        @Nullable Bytes data,
        List<Acl> acl,
        long czxid,
        long mzxid,
        long pzxid,
        long ctimeMs,
        long mtimeMs,
        int version,
        int aversion,
        int creations,
        int children,
        Kind kind,
        long owner) {

    /** What becomes of a znode without anybody deleting it. */
    public enum Kind {
        /** Nothing. */
        PLAIN,
        /** It goes with its session. */
        EPHEMERAL,
        /** It goes when its last child is gone. */
        CONTAINER,
        /** It goes when it has no child and has not been written for a while. */
        TTL
    }

    /** Bytes of data. */
    int length() {
        return data == null ? 0 : data.length();
    }

    /** What a client is told. */
    public Stat stat() {
        return new Stat(
                czxid,
                mzxid,
                ctimeMs,
                mtimeMs,
                version,
                2 * creations - children,
                aversion,
                kind == Kind.EPHEMERAL ? owner : 0,
                length(),
                children,
                pzxid);
    }

    Znode withData(@Nullable Bytes newData, long zxid, long timeMs) {
        return new Znode(
                newData,
                acl,
                czxid,
                zxid,
                pzxid,
                ctimeMs,
                timeMs,
                version + 1,
                aversion,
                creations,
                children,
                kind,
                owner);
    }

    /** With data that the server wrote by itself: nothing else changes. */
    Znode withDataUnnoticed(Bytes newData) {
        return new Znode(
                newData, acl, czxid, mzxid, pzxid, ctimeMs, mtimeMs, version, aversion, creations,
                children, kind, owner);
    }

    Znode withAcl(List<Acl> newAcl) {
        return new Znode(
                data,
                newAcl,
                czxid,
                mzxid,
                pzxid,
                ctimeMs,
                mtimeMs,
                version,
                aversion + 1,
                creations,
                children,
                kind,
                owner);
    }

    Znode withChild(int by, long zxid) {
        return new Znode(
                data,
                acl,
                czxid,
                mzxid,
                zxid,
                ctimeMs,
                mtimeMs,
                version,
                aversion,
                by > 0 ? creations + by : creations,
                children + by,
                kind,
                owner);
    }
}
