package org.muster.state;

import org.muster.model.ZPath;
import org.muster.state.map.OrderedMap;

/**
 * The ephemerals of one session.
 *
 * @param paths where they are
 * @param listedBytes the size of their list in the log record that will close the session
 */
record Ephemerals(OrderedMap<ZPath, Boolean> paths, long listedBytes) {
    static final Ephemerals NONE = new Ephemerals(OrderedMap.empty(), 0);

    private static final int LENGTH_BYTES = 4;

    /** The size of one path in that list. */
    static long listedBytes(ZPath path) {
        return (long) LENGTH_BYTES + path.length();
    }

    Ephemerals with(ZPath path) {
        return new Ephemerals(paths.with(path, true), listedBytes + listedBytes(path));
    }

    Ephemerals without(ZPath path) {
        return new Ephemerals(paths.without(path), listedBytes - listedBytes(path));
    }
}
