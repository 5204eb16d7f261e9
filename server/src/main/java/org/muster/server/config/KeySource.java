package org.muster.server.config;

import java.util.List;

/** Where a key may stand. */
enum KeySource {
    /** In zoo.cfg only. */
    FILE,
    /** In zoo.cfg, or with zookeeper. before it as a system property. */
    PASSED,
    /** A system property by its own name; in zoo.cfg too. */
    JVM,
    /** A system property by its own name or with zookeeper. before it; in zoo.cfg too. */
    EITHER;

    /** The system properties that set {@code key}, none for keys of the file. */
    List<String> properties(String key) {
        return switch (this) {
            case FILE -> List.of();
            case PASSED -> List.of("zookeeper." + key);
            case JVM -> List.of(key);
            case EITHER -> List.of(key, "zookeeper." + key);
        };
    }
}
