package org.muster.storage.snapshot;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;

/** Unpacks a file of one gzip member (RFC 1952), checking its length and CRC at the end. */
final class GzipSource implements ByteSource {
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int TRAILER_BYTES = 8;

    private final String name;
    private final DiskFile file;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[1 << 16];
    private long position;
    private boolean ended;

    GzipSource(String name, DiskFile file) {
        this.name = name;
        this.file = file;
    }

    /** Reads the member's header. */
    void begin() throws DiskException, DamagedSnapshotException {
        if (next() != 0x1f || next() != 0x8b || next() != 8) {
            throw damaged("no gzip header");
        }
        int flags = next();
        skip(6);
        if ((flags & FLAG_EXTRA) != 0) {
            int low = next();
            skip(low | next() << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            skip(2);
        }
    }

    @Override
    public int read(byte[] into, int from, int length)
            throws DiskException, DamagedSnapshotException {
        try {
            while (!ended) {
                int n = inflater.inflate(into, from, length);
                if (n > 0) {
                    crc.update(into, from, n);
                    return n;
                }
                if (inflater.finished()) {
                    end();
                } else if (inflater.needsInput()) {
                    refill();
                } else {
                    throw damaged("gzip data need a dictionary");
                }
            }
            return 0;
        } catch (DataFormatException e) {
            throw damaged("broken gzip data");
        }
    }

    private void refill() throws DiskException, DamagedSnapshotException {
        int n = file.read(position, packed, 0, packed.length);
        if (n == 0) {
            throw damaged("gzip data end too early");
        }
        position += n;
        inflater.setInput(packed, 0, n);
    }

    private void end() throws DiskException, DamagedSnapshotException {
        ended = true;
        long at = position - inflater.getRemaining();
        byte[] trailer = new byte[TRAILER_BYTES];
        if (file.read(at, trailer, 0, TRAILER_BYTES) < TRAILER_BYTES) {
            throw damaged("gzip data end too early");
        }
        boolean intact =
                littleEndian(trailer, 0) == (int) crc.getValue()
                        && littleEndian(trailer, 4) == (int) inflater.getBytesWritten();
        if (!intact) {
            throw damaged("gzip checksum or length differs");
        }
        if (at + TRAILER_BYTES != file.size()) {
            throw damaged("bytes behind the end of the gzip data");
        }
    }

    private static int littleEndian(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }

    private int next() throws DiskException, DamagedSnapshotException {
        if (file.read(position, packed, 0, 1) == 0) {
            throw damaged("gzip header ends too early");
        }
        position++;
        return packed[0] & 0xff;
    }

    private void skip(int count) throws DiskException, DamagedSnapshotException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText() throws DiskException, DamagedSnapshotException {
        int c = next();
        while (c != 0) {
            c = next();
        }
    }

    private DamagedSnapshotException damaged(String reason) {
        return new DamagedSnapshotException(name, inflater.getBytesWritten(), reason);
    }

    @Override
    public void close() {
        inflater.end();
        file.close();
    }
}
