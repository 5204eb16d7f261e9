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
    private static final int PREFIX = 12;
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
        boolean more = true;
        while (more) {
            more = readOne(name, progress);
        }
    }

    private byte[] bytes(String name, int from, int most) {
        return synced ? disk.durableBytes(name, from, most) : disk.bytes(name, from, most);
    }

    /** Only what one record takes is copied: files are filled with zeros far ahead. */
    private boolean readOne(String name, Progress progress) {
        int begin = progress.position;
        byte[] head = bytes(name, begin, PREFIX);
        if (head.length < PREFIX) {
            return false;
        }
        ByteBuffer in = ByteBuffer.wrap(head);
        long checksum = in.getLong();
        int length = in.getInt();
        if (length < 32) {
            return false;
        }
        byte[] bytes = bytes(name, begin + PREFIX, length + 1);
        if (bytes.length <= length || bytes[length] != 'B') {
            return false;
        }
        Adler32 adler = new Adler32();
        adler.update(bytes, 0, length);
        if (adler.getValue() != checksum) {
            return false;
        }
        ByteBuffer record = ByteBuffer.wrap(bytes);
        long zxid = record.getLong(12);
        int trailer = length - TRAILER;
        boolean own = length >= 32 + TRAILER && record.getInt(trailer) == TRAILER_MARK;
        progress.position = begin + PREFIX + length + 1;
        progress.records.add(
                new Found(
                        name,
                        begin,
                        progress.position,
                        zxid,
                        own ? record.getLong(trailer + 12) : 0));
        upTo = Math.max(upTo, zxid);
        return true;
    }
}
