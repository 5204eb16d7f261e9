package org.muster.wire.peer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.Zxid;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/**
 * The envelope of the learner protocol: type, zxid, data, identities. Packets follow each other
 * without an outer length.
 *
 * @param data reads what is in the envelope; null if nothing is, which is less than empty
 */
record Packet(int type, Zxid zxid, @Nullable ByteReader data, @Nullable List<Id> ids) {
    /** The zxid of packets that have none. */
    static final Zxid NO_ZXID = new Zxid(-1);

    static final int HEADER_BYTES = 16;

    /** The least that an identity takes: two lengths. */
    static final int MIN_ID_BYTES = 8;

    /** Opens the packet that is {@code length} bytes of {@code source} from {@code offset} on. */
    static Packet open(byte[] source, int offset, int length) throws MalformedException {
        ByteReader in = new ByteReader(source, offset, length);
        int type = in.readInt();
        Zxid zxid = new Zxid(in.readLong());
        ByteReader data = slice(source, in);
        List<Id> ids = in.readVector(MIN_ID_BYTES, Packet::readId);
        if (in.remaining() > 0) {
            throw MalformedException.illegal("surplus bytes behind a packet");
        }
        return new Packet(type, zxid, data, ids);
    }

    private static @Nullable ByteReader slice(byte[] source, ByteReader in)
            throws MalformedException {
        int length = in.readInt();
        if (length < -1) {
            throw MalformedException.illegal("negative length " + length + " of a packet's data");
        }
        if (length > in.remaining()) {
            throw MalformedException.truncated("a packet's data");
        }
        if (length == -1) {
            return null;
        }
        ByteReader data = new ByteReader(source, in.position(), length);
        in.seek(in.position() + length);
        return data;
    }

    private static Id readId(ByteReader in) throws MalformedException {
        String scheme = in.readString();
        String id = in.readString();
        return new Id(scheme == null ? "" : scheme, id == null ? "" : id);
    }

    /** The data, which must be there. */
    ByteReader require() throws MalformedException {
        if (data == null) {
            throw MalformedException.illegal("a packet of type " + type + " without data");
        }
        return data;
    }

    /** All of the data that has not been read. */
    static Bytes rest(ByteReader data) throws MalformedException {
        return data.readRaw(data.remaining());
    }

    /** Appends a packet that is its type and zxid alone. */
    static void bare(ByteWriter out, int type, Zxid zxid) {
        out.writeInt(type);
        out.writeLong(zxid.value());
        out.writeInt(-1);
        out.writeInt(-1);
    }

    /** Appends the beginning of a packet up to its data; give the result to {@link #end}. */
    static int begin(ByteWriter out, int type, Zxid zxid) {
        out.writeInt(type);
        out.writeLong(zxid.value());
        return out.beginFrame();
    }

    /** Ends the packet begun at {@code start}, without identities. */
    static void end(ByteWriter out, int start) {
        end(out, start, null);
    }

    /** Ends the packet begun at {@code start}. */
    static void end(ByteWriter out, int start, @Nullable List<Id> ids) {
        out.endFrame(start);
        out.writeVector(ids, Packet::writeId);
    }

    private static void writeId(ByteWriter out, Id id) {
        out.writeString(id.scheme());
        out.writeString(id.id());
    }
}
