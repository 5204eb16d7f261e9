package org.muster.storage.name;

import org.muster.model.Zxid;

/**
 * Names of the files that only Muster knows. None begins like a log or a snapshot, so the reference
 * never reads one.
 */
public final class OwnNames {
    /** Held locked while a process uses the directory. */
    public static final String LOCK = "muster.lock";

    /** How far the log is known to be synced; in the directory of the logs. */
    public static final String MARK = "muster.mark";

    /** A copy of the two epochs; in the directory of snapshots. */
    public static final String EPOCHS = "muster.epochs";

    /** Identity, doubts, password key and the list of snapshots; in the directory of snapshots. */
    public static final String META = "muster.meta";

    private static final String TEMPORARY = "muster.tmp.";
    private static final String ASIDE = "muster.aside.";

    private OwnNames() {}

    /** The name under which {@code purpose} is written before it gets its real one. */
    public static String temporary(String purpose) {
        return TEMPORARY + purpose;
    }

    /** Whether {@code name} is that of an unfinished file, worthless after a restart. */
    public static boolean isTemporary(String name) {
        return name.startsWith(TEMPORARY);
    }

    /**
     * The name under which a damaged {@code original} is kept by the repair that ends at {@code
     * at}.
     */
    public static String aside(String original, Zxid at, int attempt) {
        return ASIDE + Long.toHexString(at.value()) + "." + attempt + "." + original;
    }
}
