package org.muster.sim.host;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Adler32;
import org.muster.sim.world.SimDisk;

/**
 * Reads what is safe in the log by its format alone, without the server's code: the referee of what
 * may be acknowledged.
 */
final class LogScan {
    /** A whole record; {@code durable} is what its trailer says was safe before it. */
    record Found(String file, int from, int to, long zxid, long durable) {}

    private static final int HEADER = 16;
    private static final int TRAILER = 24;
    private static final int TRAILER_MARK = 0x5a4b5831;

    private static final class Progress {
        private int position = HEADER;
        private final List<Found> records = new ArrayList<>();
    }

    private final SimDisk disk;
    private final boolean synced;
    private final Map<String, Progress> files = new TreeMap<>();
    private long seenChanges = -1;
    private long upTo;

    /** What no power loss can take is safe, or without {@code synced} what no crash can. */
    LogScan(SimDisk disk, boolean synced) {
        this.disk = disk;
        this.synced = synced;
    }

    /** The highest zxid in the log that is safe. */
    long durableUpTo() {
        long changes = synced ? disk.durableChanges() : disk.changes();
        if (seenChanges != changes) {
            seenChanges = changes;
            for (String name : synced ? disk.durableNames() : disk.names()) {
                if (name.startsWith("log.")) {
                    read(name, files.computeIfAbsent(name, _ -> new Progress()));
                }
            }
        }
        return upTo;
    }

    /** All whole records, by file and place. */
    List<Found> records() {
        durableUpTo();
        List<Found> all = new ArrayList<>();
        files.values().forEach(progress -> all.addAll(progress.records));
        all.sort((a, b) -> Long.compare(a.zxid, b.zxid));
        return all;
    }

    private void read(String name, Progress progress) {
        int from = progress.position;
        byte[] bytes = synced ? disk.durableBytes(name, from) : disk.bytes(name, from);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.remaining() >= 13) {
            int start = in.position();
            long checksum = in.getLong();
            int length = in.getInt();
            if (length < 32 || length > in.remaining() - 1) {
                return;
            }
            Adler32 adler = new Adler32();
            adler.update(bytes, in.position(), length);
            long zxid = in.getLong(in.position() + 12);
            int trailer = in.position() + length - TRAILER;
            long durable =
                    length >= 32 + TRAILER && in.getInt(trailer) == TRAILER_MARK
                            ? in.getLong(trailer + 12)
                            : 0;
            if (adler.getValue() != checksum || in.get(in.position() + length) != 'B') {
                return;
            }
            in.position(in.position() + length + 1);
            int begin = progress.position;
            progress.position += in.position() - start;
            progress.records.add(new Found(name, begin, progress.position, zxid, durable));
            upTo = Math.max(upTo, zxid);
        }
    }
}
