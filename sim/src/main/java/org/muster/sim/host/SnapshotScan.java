package org.muster.sim.host;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.Adler32;
import org.muster.sim.world.SimDisk;

/**
 * Finds the snapshots that are safe by their format alone, without the server's code: a name says
 * nothing, the bytes that no power loss can take must end with the checksum of all before it.
 */
final class SnapshotScan {
    private static final String PREFIX = "snapshot.";
    private static final int MAGIC = 0x5a4b_534e;
    private static final int HEADER = 16;
    private static final int ALL = Integer.MAX_VALUE;

    /** A checksum in eight bytes and the string "/". */
    private static final int SEAL = 13;

    private final SimDisk disk;
    private final boolean synced;
    private final Set<String> whole = new TreeSet<>();
    private long seenChanges = -1;
    private long upTo;

    /** What no power loss can take is safe, or without {@code synced} what no crash can. */
    SnapshotScan(SimDisk disk, boolean synced) {
        this.disk = disk;
        this.synced = synced;
    }

    /** The zxid of the newest snapshot that is safe and whole, 0 for none. */
    long durableUpTo() {
        long changes = synced ? disk.durableChanges() : disk.changes();
        if (seenChanges != changes) {
            seenChanges = changes;
            upTo = 0;
            for (String name : synced ? disk.durableNames() : disk.names()) {
                if (name.startsWith(PREFIX) && isWhole(name)) {
                    upTo = Math.max(upTo, zxid(name));
                }
            }
        }
        return upTo;
    }

    private static long zxid(String name) {
        return Long.parseUnsignedLong(name.substring(PREFIX.length()), 16);
    }

    /** Once it is, nothing but damage changes it, and then another scan begins. */
    private boolean isWhole(String name) {
        if (whole.contains(name)) {
            return true;
        }
        byte[] bytes = synced ? disk.durableBytes(name, 0, ALL) : disk.bytes(name, 0, ALL);
        int sealed = bytes.length - SEAL;
        if (sealed < HEADER) {
            return false;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Adler32 adler = new Adler32();
        adler.update(bytes, 0, sealed);
        boolean sound =
                in.getInt(0) == MAGIC
                        && in.getLong(sealed) == adler.getValue()
                        && in.getInt(sealed + 8) == 1
                        && bytes[sealed + 12] == '/';
        if (sound) {
            whole.add(name);
        }
        return sound;
    }
}
