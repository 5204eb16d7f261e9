package org.muster.storage.name;

import java.util.Optional;
import org.muster.model.Zxid;

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
