package org.muster.storage.name;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.muster.model.Zxid;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;

/** The name of a log file, which says the zxid of its first record. */
public record LogName(Zxid first) implements Comparable<LogName> {
    /** What all names of logs begin with, here and for the reference. */
    public static final String PREFIX = "log.";

    /** The log that {@code name} names canonically; empty for any other name. */
    public static Optional<LogName> parse(String name) {
        if (!name.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var zxid = HexName.parse(name.substring(PREFIX.length()));
        return zxid.isPresent()
                ? Optional.of(new LogName(new Zxid(zxid.getAsLong())))
                : Optional.empty();
    }

    /** The logs in {@code disk}, oldest first. */
    public static List<LogName> in(Disk disk) throws DiskException {
        List<LogName> names = new ArrayList<>();
        for (DirEntry entry : disk.list()) {
            parse(entry.name()).ifPresent(names::add);
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }

    /**
     * The index of the first of {@code logs}, oldest first, that may hold a record above {@code
     * base}.
     */
    public static int firstBehind(List<LogName> logs, Zxid base) {
        int from = 0;
        for (int i = 0; i < logs.size(); i++) {
            if (logs.get(i).first().value() <= base.value() + 1) {
                from = i;
            }
        }
        return from;
    }

    @Override
    public int compareTo(LogName other) {
        return first.compareTo(other.first);
    }

    /** The file name. */
    @Override
    public String toString() {
        return PREFIX + Long.toHexString(first.value());
    }
}
