package org.muster.storage.snapshot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.muster.model.TreeDigest;
import org.muster.model.Zxid;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;
import org.muster.storage.name.SnapshotName;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.snapshot.SnapshotRecordCodec;

/**
 * Reads a snapshot of any release and packing in one pass and believes it only if every seal fits.
 *
 * <p>The records reach the sink before the seal behind them is checked: on an exception the sink
 * must forget them all.
 */
public final class SnapshotReader {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** An ACL may take this much, and so may a digest's text: far beyond what anybody wrote. */
    private static final int MAX_SMALL_RECORD_BYTES = 1 << 24;

    private final SnapshotName name;
    private final SnapshotStream stream;
    private final SnapshotSink sink;
    private final ByteReader in = new ByteReader(new byte[0]);
    private Zxid digestAt = Zxid.ZERO;
    private @Nullable TreeDigest digest;
    private OptionalLong lastProcessed = OptionalLong.empty();

    private SnapshotReader(SnapshotName name, ByteSource source, SnapshotSink sink) {
        this.name = name;
        this.stream = new SnapshotStream(source);
        this.sink = sink;
    }

    /** Reads {@code name} of {@code disk} into {@code sink}. */
    public static SnapshotSummary read(Disk disk, SnapshotName name, SnapshotSink sink)
            throws DiskException, DamagedSnapshotException {
        return read(disk, name.toString(), name, sink);
    }

    /** Reads the file {@code file} as if it were called {@code name}. */
    public static SnapshotSummary read(Disk disk, String file, SnapshotName name, SnapshotSink sink)
            throws DiskException, DamagedSnapshotException {
        try (ByteSource source = open(disk, file, name)) {
            return new SnapshotReader(name, source, sink).readAll();
        }
    }

    private static ByteSource open(Disk disk, String fileName, SnapshotName name)
            throws DiskException, DamagedSnapshotException {
        DiskFile file = disk.openRead(fileName);
        boolean begun = false;
        try {
            ByteSource source =
                    switch (name.compression()) {
                        case NONE -> new PlainSource(file);
                        case GZIP -> {
                            GzipSource gzip = new GzipSource(fileName, file);
                            gzip.begin();
                            yield gzip;
                        }
                        case SNAPPY -> {
                            SnappySource snappy = new SnappySource(fileName, file);
                            snappy.begin();
                            yield snappy;
                        }
                    };
            begun = true;
            return source;
        } finally {
            if (!begun) {
                file.close();
            }
        }
    }

    private SnapshotSummary readAll() throws DiskException, DamagedSnapshotException {
        readHeader();
        int sessions = readSessions();
        int acls = readAcls();
        long nodes = readNodes();
        need(SnapshotFormat.SEAL_BYTES);
        if (!sealFitsBehind(0)) {
            throw damaged("checksum of the nodes differs");
        }
        readSections();
        var counts = new SnapshotSummary.Counts(sessions, acls, nodes, stream.consumed());
        return new SnapshotSummary(name, counts, digestAt, digest, lastProcessed);
    }

    private void readHeader() throws DiskException, DamagedSnapshotException {
        need(SnapshotFormat.HEADER_BYTES);
        if (intAt(0) != SnapshotFormat.MAGIC) {
            throw damaged("not a snapshot: wrong magic number");
        }
        stream.consume(SnapshotFormat.HEADER_BYTES);
    }

    private int readSessions() throws DiskException, DamagedSnapshotException {
        int count = readCount("sessions");
        for (int i = 0; i < count; i++) {
            need(12);
            try {
                in.reset(stream.window(), stream.position(), 12);
                accept(SnapshotRecordCodec.readSession(in));
            } catch (MalformedException e) {
                throw damaged(e.getMessage());
            }
            stream.consume(12);
        }
        return count;
    }

    private int readAcls() throws DiskException, DamagedSnapshotException {
        int count = readCount("ACLs");
        for (int i = 0; i < count; i++) {
            accept(readAcl());
        }
        return count;
    }

    private SnapshotRecord.AclEntry readAcl() throws DiskException, DamagedSnapshotException {
        int wanted = 12;
        while (true) {
            boolean more = stream.fill(wanted);
            try {
                in.reset(stream.window(), stream.position(), stream.ready());
                SnapshotRecord.AclEntry entry = SnapshotRecordCodec.readAcl(in);
                stream.consume(in.position() - stream.position());
                return entry;
            } catch (MalformedException e) {
                if (!more || !e.isTruncated() || wanted > MAX_SMALL_RECORD_BYTES) {
                    throw damaged("an ACL: " + e.getMessage());
                }
                wanted = 2 * Math.max(wanted, stream.ready());
            }
        }
    }

    private long readNodes() throws DiskException, DamagedSnapshotException {
        for (long nodes = 0; ; nodes++) {
            need(5);
            int pathBytes = intAt(0);
            if (pathBytes == 1 && stream.window()[stream.position() + 4] == '/') {
                stream.consume(5);
                return nodes;
            }
            int size = nodeBytes(pathBytes);
            try {
                in.reset(stream.window(), stream.position(), size);
                accept(SnapshotRecordCodec.readNode(in));
            } catch (MalformedException e) {
                throw damaged("a node: " + e.getMessage());
            }
            stream.consume(size);
        }
    }

    /** Makes the next node lie ready and tells its size. */
    private int nodeBytes(int pathBytes) throws DiskException, DamagedSnapshotException {
        if (pathBytes < 0 || pathBytes > Integer.MAX_VALUE - 256) {
            throw damaged("a path of " + pathBytes + " bytes");
        }
        need(pathBytes + 8);
        int dataBytes = intAt(4 + pathBytes);
        long size = (long) SnapshotFormat.NODE_FIXED_BYTES + pathBytes + Math.max(dataBytes, 0);
        if (dataBytes < -1 || size > Integer.MAX_VALUE - 256) {
            throw damaged("data of " + dataBytes + " bytes");
        }
        need((int) size);
        return (int) size;
    }

    /** What follows the first seal is not self-describing: a section is there if its seal fits. */
    private void readSections() throws DiskException, DamagedSnapshotException {
        stream.fill(1 << 12);
        if (stream.ready() > 0) {
            int start = stream.ready();
            readDigest();
            readLastProcessed();
            if (start == stream.ready() || stream.ready() > 0) {
                throw damaged("the bytes behind the nodes fit no section");
            }
        }
    }

    private void readDigest() throws DiskException, DamagedSnapshotException {
        if (stream.ready() < 12 + 4 + SnapshotFormat.SEAL_BYTES) {
            return;
        }
        long at = longAt(0);
        int version = intAt(8);
        int valueBytes = version >= TreeDigest.VERSION ? 8 : 4 + intAt(12);
        if (valueBytes < 0 || valueBytes > stream.ready() - 12 - SnapshotFormat.SEAL_BYTES) {
            return;
        }
        long value = version >= TreeDigest.VERSION ? longAt(12) : 0;
        if (sealFitsBehind(12 + valueBytes)) {
            digestAt = new Zxid(at);
            digest = version == TreeDigest.VERSION ? new TreeDigest(version, value) : null;
        }
    }

    private void readLastProcessed() {
        if (stream.ready() >= 8 + SnapshotFormat.SEAL_BYTES) {
            long value = longAt(0);
            if (sealFitsBehind(8)) {
                lastProcessed = OptionalLong.of(value);
            }
        }
    }

    /** Consumes {@code bytes} and the seal behind them, or nothing if that does not fit. */
    private boolean sealFitsBehind(int bytes) {
        boolean fits =
                longAt(bytes) == (stream.checksumBehind(bytes) & 0xffff_ffffL)
                        && intAt(bytes + 8) == 1
                        && stream.window()[stream.position() + bytes + 12] == '/';
        if (fits) {
            stream.consume(bytes + SnapshotFormat.SEAL_BYTES);
        }
        return fits;
    }

    private int readCount(String what) throws DiskException, DamagedSnapshotException {
        need(4);
        int count = intAt(0);
        if (count < 0) {
            throw damaged("a count of " + count + " " + what);
        }
        stream.consume(4);
        return count;
    }

    private void accept(SnapshotRecord record) throws DamagedSnapshotException {
        try {
            sink.accept(record);
        } catch (UnfitRecordException e) {
            throw damaged(e.getMessage());
        }
    }

    private void need(int count) throws DiskException, DamagedSnapshotException {
        if (stream.ready() < count && !stream.fill(count)) {
            throw damaged("the snapshot ends too early");
        }
    }

    private int intAt(int offset) {
        return (int) INT.get(stream.window(), stream.position() + offset);
    }

    private long longAt(int offset) {
        return (long) LONG.get(stream.window(), stream.position() + offset);
    }

    private DamagedSnapshotException damaged(@Nullable String reason) {
        return new DamagedSnapshotException(
                name.toString(), stream.consumed(), reason == null ? "damaged" : reason);
    }
}
