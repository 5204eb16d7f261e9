package org.muster.storage.meta;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;
import org.muster.storage.name.OwnNames;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/**
 * The meta file: two slots written in turn, each synced, each under a CRC-32C. Only its owner may
 * read it, for the sake of the password key.
 */
public final class MetaFile {
    private static final int SLOT_STRIDE = 1 << 17;
    private static final int HEAD_BYTES = 24;
    private static final int MAGIC = 0x4d53_5446; // "MSTF"
    private static final int VERSION = 1;

    /** The list of snapshots is cut to the newest so many; older ones prove nothing new. */
    private static final int MAX_KNOWN = 1000;

    private final Disk disk;
    private long sequence;

    /** The meta file of {@code disk}, the directory of snapshots. */
    public MetaFile(Disk disk) {
        this.disk = disk;
    }

    /** The newest intact content; empty if there is none. */
    public Optional<Meta> read() throws DiskException {
        if (!exists()) {
            return Optional.empty();
        }
        try (DiskFile file = disk.openRead(OwnNames.META)) {
            Slot first = readSlot(file, 0);
            Slot second = readSlot(file, SLOT_STRIDE);
            Slot newest = first.sequence() > second.sequence() ? first : second;
            sequence = newest.sequence();
            return newest.meta();
        }
    }

    /** Whether the file is there, readable or not. */
    public boolean exists() throws DiskException {
        for (DirEntry entry : disk.list()) {
            if (entry.name().equals(OwnNames.META)) {
                return true;
            }
        }
        return false;
    }

    /** Makes {@code meta} durable in place of the older slot; call {@link #read} once before. */
    public void write(Meta meta) throws DiskException {
        boolean fresh = !exists();
        try (DiskFile file =
                fresh ? disk.createPrivate(OwnNames.META) : disk.openWrite(OwnNames.META)) {
            sequence++;
            ByteWriter out = encode(meta);
            file.write((sequence & 1) * SLOT_STRIDE, out.array(), 0, out.length());
            file.sync();
        }
        if (fresh) {
            disk.sync();
        }
    }

    private ByteWriter encode(Meta meta) {
        ByteWriter body = new ByteWriter(1 << 12);
        body.writeBuffer(meta.passwordKey());
        body.writeBuffer(meta.identity().clusterId());
        body.writeLong(meta.identity().serverId());
        body.writeLong(meta.identity().incarnation());
        body.writeLong(meta.epochs().accepted());
        body.writeLong(meta.epochs().current());
        List<Meta.KnownFile> known = meta.snapshots();
        int from = Math.max(0, known.size() - MAX_KNOWN);
        body.writeVector(
                known.subList(from, known.size()),
                (out, file) -> {
                    out.writeString(file.name());
                    out.writeLong(file.sizeBytes());
                });
        body.writeLong(meta.sessionFloorMs());
        CRC32C crc = new CRC32C();
        crc.update(body.array(), 0, body.length());
        ByteWriter slot = new ByteWriter(HEAD_BYTES + body.length());
        slot.writeInt(MAGIC);
        slot.writeInt(VERSION);
        slot.writeLong(sequence);
        slot.writeInt(body.length());
        slot.writeInt((int) crc.getValue() ^ Long.hashCode(sequence));
        slot.writeRaw(body.array(), 0, body.length());
        return slot;
    }

    private static Slot readSlot(DiskFile file, long at) throws DiskException {
        byte[] bytes = new byte[SLOT_STRIDE];
        int n = file.read(at, bytes, 0, SLOT_STRIDE);
        try {
            ByteReader in = new ByteReader(bytes, 0, n);
            if (in.readInt() != MAGIC || in.readInt() != VERSION) {
                return Slot.NOTHING;
            }
            long sequence = in.readLong();
            int length = in.readInt();
            int checksum = in.readInt();
            if (length < 0 || length > in.remaining()) {
                return Slot.NOTHING;
            }
            CRC32C crc = new CRC32C();
            crc.update(bytes, HEAD_BYTES, length);
            if (checksum != ((int) crc.getValue() ^ Long.hashCode(sequence))) {
                return Slot.NOTHING;
            }
            return new Slot(sequence, Optional.of(decode(in)));
        } catch (MalformedException e) {
            return Slot.NOTHING;
        }
    }

    private static Meta decode(ByteReader in) throws MalformedException {
        Bytes key = orEmpty(in.readBuffer());
        var identity = new Meta.Identity(orEmpty(in.readBuffer()), in.readLong(), in.readLong());
        var epochs = new Meta.Epochs(in.readLong(), in.readLong());
        List<Meta.KnownFile> known = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            known.add(new Meta.KnownFile(in.requireString(), in.readLong()));
        }
        return new Meta(key, identity, epochs, List.copyOf(known), in.readLong());
    }

    private static Bytes orEmpty(@Nullable Bytes bytes) {
        return bytes == null ? Bytes.EMPTY : bytes;
    }

    private record Slot(long sequence, Optional<Meta> meta) {
        static final Slot NOTHING = new Slot(0, Optional.empty());
    }
}
