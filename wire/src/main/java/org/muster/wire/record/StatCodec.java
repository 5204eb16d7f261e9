package org.muster.wire.record;

import org.muster.model.PersistedStat;
import org.muster.model.Stat;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/** A znode's Stat: 68 bytes for clients, 60 on disk. */
public final class StatCodec {
    private StatCodec() {}

    /** Reads what a client is told. */
    public static Stat read(ByteReader in) throws MalformedException {
        return new Stat(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readLong());
    }

    /** Writes what a client is told. */
    public static void write(ByteWriter out, Stat stat) {
        out.writeLong(stat.czxid());
        out.writeLong(stat.mzxid());
        out.writeLong(stat.ctimeMs());
        out.writeLong(stat.mtimeMs());
        out.writeInt(stat.version());
        out.writeInt(stat.cversion());
        out.writeInt(stat.aversion());
        out.writeLong(stat.ephemeralOwner());
        out.writeInt(stat.dataLength());
        out.writeInt(stat.numChildren());
        out.writeLong(stat.pzxid());
    }

    /** Reads what a snapshot keeps. */
    public static PersistedStat readPersisted(ByteReader in) throws MalformedException {
        return new PersistedStat(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readLong());
    }

    /** Writes what a snapshot keeps. */
    public static void writePersisted(ByteWriter out, PersistedStat stat) {
        out.writeLong(stat.czxid());
        out.writeLong(stat.mzxid());
        out.writeLong(stat.ctimeMs());
        out.writeLong(stat.mtimeMs());
        out.writeInt(stat.version());
        out.writeInt(stat.cversion());
        out.writeInt(stat.aversion());
        out.writeLong(stat.ephemeralOwner());
        out.writeLong(stat.pzxid());
    }
}
