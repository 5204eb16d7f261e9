package org.muster.storage.meta;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.name.OwnNames;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/**
 * The meta file: each write is synced. Only its owner may read it, for the sake of the password
 * key.
 */
public final class MetaFile {
    private static final int SLOT_STRIDE = 1 << 17;
    private static final int MAGIC = 0x4d53_5446; // "MSTF"

    /** Where the first releases kept a copy of the epochs, which has a file of its own now. */
    private static final long NO_EPOCH = -1;

    /** The list of snapshots is cut to the newest so many; older ones prove nothing new. */
    private static final int MAX_KNOWN = 1000;

    private final SlotFile file;

    /** The meta file of {@code disk}, the directory of snapshots. */
    public MetaFile(Disk disk) {
        this.file = new SlotFile(disk, OwnNames.META, MAGIC, SLOT_STRIDE);
    }

    /** The newest intact content; empty if there is none. */
    public Optional<Meta> read() throws DiskException {
        return file.read(MetaFile::decode);
    }

    /** Whether the file is there, readable or not. */
    public boolean exists() throws DiskException {
        return file.exists();
    }

    /** Makes {@code meta} durable in place of the older slot; call {@link #read} once before. */
    public void write(Meta meta) throws DiskException {
        file.write(encode(meta), true);
    }

    private static ByteWriter encode(Meta meta) {
        ByteWriter body = new ByteWriter(1 << 12);
        body.writeBuffer(meta.passwordKey());
        body.writeBuffer(meta.identity().clusterId());
        body.writeLong(meta.identity().serverId());
        body.writeLong(meta.identity().incarnation());
        body.writeLong(NO_EPOCH);
        body.writeLong(NO_EPOCH);
        List<Meta.KnownFile> known = meta.snapshots();
        int from = Math.max(0, known.size() - MAX_KNOWN);
        body.writeVector(known.subList(from, known.size()), MetaFile::encodeFile);
        body.writeLong(meta.lives().floorMs());
        body.writeVector(
                meta.install().map(List::of).orElse(List.of()),
                (out, install) -> {
                    out.writeLong(install.zxid().value());
                    encodeFile(out, install.file());
                    out.writeInt(install.crc());
                });
        body.writeVector(
                meta.lives().spans(),
                (out, span) -> {
                    out.writeLong(span.fromMs());
                    out.writeLong(span.toMs());
                });
        List<Meta.KnownFile> foreign = meta.foreign();
        from = Math.max(0, foreign.size() - MAX_KNOWN);
        body.writeVector(
                foreign.subList(from, foreign.size()), (out, file) -> out.writeString(file.name()));
        return body;
    }

    private static void encodeFile(ByteWriter out, Meta.KnownFile file) {
        out.writeString(file.name());
        out.writeLong(file.sizeBytes());
    }

    private static Meta decode(ByteReader in) throws MalformedException {
        Bytes key = orEmpty(in.readBuffer());
        var identity = new Meta.Identity(orEmpty(in.readBuffer()), in.readLong(), in.readLong());
        in.readLong();
        in.readLong();
        List<Meta.KnownFile> known = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            known.add(decodeFile(in));
        }
        Lives before = Lives.before(in.readLong());
        Optional<Meta.Install> install = Optional.empty();
        if (in.remaining() > 0) { // else written before there were ensembles
            install = in.readInt() == 0 ? Optional.empty() : Optional.of(decodeInstall(in));
        }
        Lives lives = in.remaining() > 0 ? decodeLives(before.floorMs(), in) : before;
        List<Meta.KnownFile> foreign = List.of();
        if (in.remaining() > 0) { // else all are taken for Muster's
            List<String> names = decodeNames(in);
            foreign = known.stream().filter(file -> names.contains(file.name())).toList();
        }
        return new Meta(key, identity, List.copyOf(known), foreign, lives, install);
    }

    private static List<String> decodeNames(ByteReader in) throws MalformedException {
        List<String> names = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            names.add(in.requireString());
        }
        return names;
    }

    private static Meta.Install decodeInstall(ByteReader in) throws MalformedException {
        Zxid zxid = new Zxid(in.readLong());
        return new Meta.Install(zxid, decodeFile(in), in.readInt());
    }

    private static Lives decodeLives(long floorMs, ByteReader in) throws MalformedException {
        List<Lives.Span> spans = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            spans.add(new Lives.Span(in.readLong(), in.readLong()));
        }
        return new Lives(floorMs, List.copyOf(spans));
    }

    private static Meta.KnownFile decodeFile(ByteReader in) throws MalformedException {
        return new Meta.KnownFile(in.requireString(), in.readLong());
    }

    private static Bytes orEmpty(@Nullable Bytes bytes) {
        return bytes == null ? Bytes.EMPTY : bytes;
    }
}
