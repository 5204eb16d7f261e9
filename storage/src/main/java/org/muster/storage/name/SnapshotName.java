package org.muster.storage.name;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.muster.model.Zxid;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;

/** The name of a snapshot: everything up to {@code zxid} is in it. */
public record SnapshotName(Zxid zxid, Compression compression) implements Comparable<SnapshotName> {
    /** What all names of snapshots begin with, here and for the reference. */
    public static final String PREFIX = "snapshot.";

    /** The snapshot that {@code name} names canonically; empty for any other name. */
    public static Optional<SnapshotName> parse(String name) {
        if (!name.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String rest = name.substring(PREFIX.length());
        int dot = rest.indexOf('.');
        String suffix = dot < 0 ? "" : rest.substring(dot);
        var zxid = HexName.parse(dot < 0 ? rest : rest.substring(0, dot));
        if (zxid.isEmpty()) {
            return Optional.empty();
        }
        for (Compression compression : Compression.values()) {
            if (compression.suffix().equals(suffix)) {
                return Optional.of(new SnapshotName(new Zxid(zxid.getAsLong()), compression));
            }
        }
        return Optional.empty();
    }

    /** The snapshots in {@code disk}, oldest first. */
    public static List<SnapshotName> in(Disk disk) throws DiskException {
        List<SnapshotName> names = new ArrayList<>();
        for (DirEntry entry : disk.list()) {
            parse(entry.name()).ifPresent(names::add);
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }

    @Override
    public int compareTo(SnapshotName other) {
        int byZxid = zxid.compareTo(other.zxid);
        return byZxid != 0 ? byZxid : compression.compareTo(other.compression);
    }

    /** The file name. */
    @Override
    public String toString() {
        return PREFIX + Long.toHexString(zxid.value()) + compression.suffix();
    }
}
