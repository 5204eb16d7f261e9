package org.muster.state;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;

/** A znode of the {@link PlainModel}: fields and nothing else. */
final class PlainNode {
    byte @Nullable [] data;
    List<Acl> acl = List.of();
    long czxid;
    long mzxid;
    long pzxid;
    long ctime;
    long mtime;
    int version;
    int creations;
    int aversion;
    long owner;

    PlainNode copy() {
        PlainNode copy = new PlainNode();
        copy.data = data;
        copy.acl = acl;
        copy.czxid = czxid;
        copy.mzxid = mzxid;
        copy.pzxid = pzxid;
        copy.ctime = ctime;
        copy.mtime = mtime;
        copy.version = version;
        copy.creations = creations;
        copy.aversion = aversion;
        copy.owner = owner;
        return copy;
    }

    int dataLength() {
        return data == null ? 0 : data.length;
    }

    boolean isEphemeral() {
        return owner != 0 && owner != Long.MIN_VALUE && (owner >>> 40) != 0xff0000L;
    }
}
