package org.muster.storage.mark;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.muster.model.Zxid;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;
import org.muster.storage.name.OwnNames;

/**
 * The mark on disk: two slots in pages of their own, written in turn, each under a CRC-32C, so that
 * a write torn by a crash leaves the other one.
 */
public final class MarkFile implements AutoCloseable {
    private static final int SLOT_STRIDE = 4096;
    private static final int SLOT_BYTES = 56;
    private static final int CRC_OFFSET = SLOT_BYTES - 4;
    private static final int MAGIC = 0x4d53_544d; // "MSTM"
    private static final int VERSION = 1;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final DiskFile file;
    private final byte[] slot = new byte[SLOT_BYTES];
    private final CRC32C crc = new CRC32C();
    private long sequence;

    private MarkFile(DiskFile file, long sequence) {
        this.file = file;
        this.sequence = sequence;
    }

    /** Opens the mark of {@code disk}, creating the file durably if it is missing. */
    public static MarkFile open(Disk disk) throws DiskException {
        DiskFile file;
        boolean present =
                disk.list().stream().anyMatch(entry -> entry.name().equals(OwnNames.MARK));
        if (present) {
            file = disk.openWrite(OwnNames.MARK);
        } else {
            file = disk.create(OwnNames.MARK);
            file.write(0, new byte[2 * SLOT_STRIDE], 0, 2 * SLOT_STRIDE);
            file.sync();
            disk.sync();
        }
        return new MarkFile(file, newest(file).sequence());
    }

    /** The newest intact mark in {@code disk}; empty if there is none. */
    public static Optional<SyncMark> read(Disk disk) throws DiskException {
        try (DiskFile file = disk.openRead(OwnNames.MARK)) {
            return newest(file).mark();
        } catch (DiskException e) {
            if (e.kind() == DiskException.Kind.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Writes {@code mark} over the older slot, without a sync. */
    public void write(SyncMark mark) throws DiskException {
        sequence++;
        INT.set(slot, 0, MAGIC);
        INT.set(slot, 4, VERSION);
        LONG.set(slot, 8, sequence);
        LONG.set(slot, 16, mark.synced().value());
        LONG.set(slot, 24, mark.log().value());
        LONG.set(slot, 32, mark.offset());
        LONG.set(slot, 40, mark.chain());
        INT.set(slot, CRC_OFFSET, crcOf(slot, crc));
        file.write((sequence & 1) * SLOT_STRIDE, slot, 0, SLOT_BYTES);
    }

    /** Makes the last mark durable. */
    public void sync() throws DiskException {
        file.sync();
    }

    @Override
    public void close() {
        file.close();
    }

    private static Found newest(DiskFile file) throws DiskException {
        Found first = readSlot(file, 0);
        Found second = readSlot(file, SLOT_STRIDE);
        return first.sequence() > second.sequence() ? first : second;
    }

    private static Found readSlot(DiskFile file, long at) throws DiskException {
        byte[] bytes = new byte[SLOT_BYTES];
        int n = file.read(at, bytes, 0, SLOT_BYTES);
        boolean intact =
                n == SLOT_BYTES
                        && (int) INT.get(bytes, 0) == MAGIC
                        && (int) INT.get(bytes, 4) == VERSION
                        && (int) INT.get(bytes, CRC_OFFSET) == crcOf(bytes, new CRC32C());
        if (!intact) {
            return new Found(0, Optional.empty());
        }
        SyncMark mark =
                new SyncMark(
                        new Zxid((long) LONG.get(bytes, 16)),
                        new Zxid((long) LONG.get(bytes, 24)),
                        (long) LONG.get(bytes, 32),
                        (long) LONG.get(bytes, 40));
        return new Found((long) LONG.get(bytes, 8), Optional.of(mark));
    }

    private static int crcOf(byte[] bytes, CRC32C crc) {
        crc.reset();
        crc.update(bytes, 0, CRC_OFFSET);
        return (int) crc.getValue();
    }

    /** A slot's content; sequence 0 when it holds nothing. */
    private record Found(long sequence, Optional<SyncMark> mark) {}
}
