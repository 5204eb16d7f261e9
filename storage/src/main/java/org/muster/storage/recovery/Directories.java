package org.muster.storage.recovery;

import org.muster.storage.disk.Disk;

/** Where snapshots and logs lie; {@code single} if both are the same directory. */
public record Directories(Disk snapshots, Disk logs, boolean single) {
    /** Both in {@code disk}. */
    public static Directories single(Disk disk) {
        return new Directories(disk, disk, true);
    }

    /** Each in its own. */
    public static Directories separate(Disk snapshots, Disk logs) {
        return new Directories(snapshots, logs, false);
    }
}
