package org.muster.wire.record;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Id;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/** Access control lists on the wire and on disk: a vector of (perms, scheme, id). */
public final class AclCodec {
    private static final int MIN_BYTES = 12;
    private static final List<String> COMPARED = List.of("world", "digest", "ip");

    /** {@link Acl#OPEN} as it is encoded: nearly every list there is, so it gets a short cut. */
    private static final byte[] OPEN = encoded(Acl.OPEN);

    private AclCodec() {}

    private static byte[] encoded(List<Acl> acl) {
        ByteWriter out = new ByteWriter();
        out.writeVector(acl, AclCodec::writeEntry);
        return out.toArray();
    }

    /** The list, null if it was sent as null. */
    public static @Nullable List<Acl> read(ByteReader in) throws MalformedException {
        return in.trySkip(OPEN) ? Acl.OPEN : in.readVector(MIN_BYTES, AclCodec::readEntry);
    }

    /** The list, which must be there. */
    public static List<Acl> require(ByteReader in) throws MalformedException {
        return in.trySkip(OPEN) ? Acl.OPEN : in.requireVector(MIN_BYTES, AclCodec::readEntry);
    }

    /**
     * Nulls are read as what they mean: an absent scheme as the empty one, which nobody serves; an
     * absent id as the empty one, as some clients send it with {@code auth}. Only an entry whose
     * scheme would compare ids needs its id.
     */
    private static Acl readEntry(ByteReader in) throws MalformedException {
        int perms = in.readInt();
        String scheme = in.readString();
        String id = in.readString();
        if (id == null && scheme != null && COMPARED.contains(scheme)) {
            throw MalformedException.illegal("a null id of scheme " + scheme);
        }
        return new Acl(perms, new Id(scheme == null ? "" : scheme, id == null ? "" : id));
    }

    /** Writes the list; null as null. */
    public static void write(ByteWriter out, @Nullable List<Acl> acl) {
        out.writeVector(acl, AclCodec::writeEntry);
    }

    private static void writeEntry(ByteWriter out, Acl acl) {
        out.writeInt(acl.perms());
        out.writeString(acl.id().scheme());
        out.writeString(acl.id().id());
    }
}
