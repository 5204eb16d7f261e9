package org.muster.state.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.PersistedStat;
import org.muster.model.ZPath;
import org.muster.state.State;
import org.muster.state.tree.Znode;

/**
 * Finds the containers and TTL znodes that the server has to delete: empty ones that once had a
 * child, or whose time is over.
 */
public final class Reaper {
    private Reaper() {}

    /**
     * A stretch of a sweep.
     *
     * @param due what to delete, in order
     * @param resumeAfter where the next stretch begins, null when all have been looked at
     */
    public record Stretch(List<ZPath> due, @Nullable ZPath resumeAfter) {}

    /**
     * Looks at up to {@code limit} containers and TTL znodes that come after the path {@code
     * after}, from the first for null.
     *
     * @param neverUsedMs how long a container without any child so far may stay, 0 for ever
     */
    public static Stretch due(
            State state, long nowMs, long neverUsedMs, @Nullable ZPath after, int limit) {
        List<ZPath> due = new ArrayList<>();
        ZPath at = state.reapableAfter(after);
        for (int i = 1; at != null; i++) {
            Znode node = state.find(at);
            if (node != null && isDue(node, nowMs, neverUsedMs)) {
                due.add(at);
            }
            if (i == limit) {
                return new Stretch(due, at);
            }
            at = state.reapableAfter(at);
        }
        return new Stretch(due, null);
    }

    /** Whether {@code path} is a container or TTL znode that should be deleted now. */
    public static boolean isDue(State state, ZPath path, long nowMs, long neverUsedMs) {
        Znode node = state.find(path);
        return node != null && isReapable(node) && isDue(node, nowMs, neverUsedMs);
    }

    private static boolean isReapable(Znode node) {
        return node.owner() == PersistedStat.CONTAINER || PersistedStat.isTtlOwner(node.owner());
    }

    private static boolean isDue(Znode node, long nowMs, long neverUsedMs) {
        if (node.numChildren() > 0) {
            return false;
        }
        long ageMs = nowMs - node.mtimeMs();
        if (PersistedStat.isTtlOwner(node.owner())) {
            return ageMs > PersistedStat.ttlMs(node.owner());
        }
        return node.creations() > 0 || (neverUsedMs != 0 && ageMs > neverUsedMs);
    }
}
