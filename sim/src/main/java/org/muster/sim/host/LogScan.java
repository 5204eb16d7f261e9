package org.muster.sim.host;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Adler32;
import org.muster.sim.world.SimDisk;

/**
 * Reads what is durable in the log by its format alone, without the server's code: the referee of
 * what may be acknowledged.
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
    private final Map<String, Progress> files = new TreeMap<>();
    private long seenChanges = -1;
    private long upTo;

    LogScan(SimDisk disk) {
        this.disk = disk;
    }

    /** The highest zxid that no power loss can take from the log. */
    long durableUpTo() {
        if (seenChanges != disk.durableChanges()) {
            seenChanges = disk.durableChanges();
            for (String name : disk.durableNames()) {
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
        byte[] bytes = disk.durableBytes(name, progress.position);
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
            int from = progress.position;
            progress.position += in.position() - start;
            progress.records.add(new Found(name, from, progress.position, zxid, durable));
            upTo = Math.max(upTo, zxid);
        }
    }
}
