package org.muster.storage.meta;

import java.util.Optional;
import java.util.zip.CRC32C;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/**
 * A small file of two slots written in turn, each under a CRC-32C, so that a write torn by a crash
 * leaves the other one. Only its owner may read it.
 */
final class SlotFile {
    private static final int HEAD_BYTES = 24;
    private static final int VERSION = 1;

    private final Disk disk;
    private final String name;
    private final int magic;
    private final int strideBytes;
    private long sequence;

    /** The file {@code name} of {@code disk}, whose slots begin with {@code magic}. */
    SlotFile(Disk disk, String name, int magic, int strideBytes) {
        this.disk = disk;
        this.name = name;
        this.magic = magic;
        this.strideBytes = strideBytes;
    }

    /** How the body of a slot becomes what it means. */
    @FunctionalInterface
    interface Decoder<T> {
        /** Reads the body; what follows in it was added by a later release. */
        T decode(ByteReader body) throws MalformedException;
    }

    /** The newest intact content; empty if there is none. */
    <T> Optional<T> read(Decoder<T> decoder) throws DiskException {
        if (!exists()) {
            return Optional.empty();
        }
        try (DiskFile file = disk.openRead(name)) {
            Slot<T> first = readSlot(file, 0, decoder);
            Slot<T> second = readSlot(file, strideBytes, decoder);
            Slot<T> newest = first.sequence() > second.sequence() ? first : second;
            sequence = newest.sequence();
            return newest.content();
        }
    }

    /** Whether the file is there, readable or not. */
    boolean exists() throws DiskException {
        for (DirEntry entry : disk.list()) {
            if (entry.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Puts {@code body} in place of the older slot; call {@link #read} once before.
     *
     * @param synced whether it must be durable on return
     */
    void write(ByteWriter body, boolean synced) throws DiskException {
        boolean fresh = !exists();
        try (DiskFile file = fresh ? disk.createPrivate(name) : disk.openWrite(name)) {
            sequence++;
            ByteWriter slot = slot(body);
            file.write((sequence & 1) * strideBytes, slot.array(), 0, slot.length());
            if (synced) {
                file.sync();
            }
        }
        if (fresh && synced) {
            disk.sync();
        }
    }

    private ByteWriter slot(ByteWriter body) {
        CRC32C crc = new CRC32C();
        crc.update(body.array(), 0, body.length());
        ByteWriter slot = new ByteWriter(HEAD_BYTES + body.length());
        slot.writeInt(magic);
        slot.writeInt(VERSION);
        slot.writeLong(sequence);
        slot.writeInt(body.length());
        slot.writeInt((int) crc.getValue() ^ Long.hashCode(sequence));
        slot.writeRaw(body.array(), 0, body.length());
        return slot;
    }

    private <T> Slot<T> readSlot(DiskFile file, long at, Decoder<T> decoder) throws DiskException {
        byte[] bytes = new byte[strideBytes];
        int n = file.read(at, bytes, 0, strideBytes);
        try {
            ByteReader in = new ByteReader(bytes, 0, n);
            if (in.readInt() != magic || in.readInt() != VERSION) {
                return new Slot<>(0, Optional.empty());
            }
            long found = in.readLong();
            int length = in.readInt();
            int checksum = in.readInt();
            if (length < 0 || length > in.remaining()) {
                return new Slot<>(0, Optional.empty());
            }
            CRC32C crc = new CRC32C();
            crc.update(bytes, HEAD_BYTES, length);
            if (checksum != ((int) crc.getValue() ^ Long.hashCode(found))) {
                return new Slot<>(0, Optional.empty());
            }
            ByteReader body = new ByteReader(bytes, HEAD_BYTES, length);
            return new Slot<>(found, Optional.of(decoder.decode(body)));
        } catch (MalformedException e) {
            return new Slot<>(0, Optional.empty());
        }
    }

    private record Slot<T>(long sequence, Optional<T> content) {}
}
