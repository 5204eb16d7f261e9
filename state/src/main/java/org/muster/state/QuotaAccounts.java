package org.muster.state;

import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.ZPath;
import org.muster.state.map.OrderedMap;
import org.muster.state.quota.QuotaPaths;
import org.muster.state.quota.QuotaText;
import org.muster.state.tree.TreeEdit;
import org.muster.state.tree.Znode;

/**
 * Keeps the statistics znodes of quotas true. They are written without a transaction of their own:
 * every server derives the same text from the same changes, and neither version nor time nor a
 * watch takes notice.
 */
final class QuotaAccounts {
    private QuotaAccounts() {}

    /** The longest of the paths with quota that is {@code path} or above it, or null. */
    static @Nullable ZPath subjectAbove(OrderedMap<ZPath, Boolean> quotas, ZPath path) {
        if (quotas.isEmpty()) {
            return null;
        }
        ZPath prefix = path;
        while (prefix.length() > 1) {
            if (quotas.contains(prefix)) {
                return prefix;
            }
            int slash = prefix.lastSlash();
            if (slash <= 0) {
                return null;
            }
            prefix = prefix.parent();
        }
        return null;
    }

    /** Adds to what is used at or below the deepest quota above {@code path}, if there is one. */
    static void account(
            TreeEdit tree, OrderedMap<ZPath, Boolean> quotas, ZPath path, int count, long bytes) {
        ZPath subject = subjectAbove(quotas, path);
        if (subject == null) {
            return;
        }
        Znode stats = tree.seek(QuotaPaths.statsOf(subject));
        if (stats == null) {
            return;
        }
        QuotaText used = QuotaText.parse(stats.data());
        if (used == null) {
            recompute(tree, subject);
        } else {
            tree.setDataUnnoticed(used.plus(count, bytes).toBytes());
        }
    }

    /** Counts the subtree of {@code subject} anew, if it has a statistics znode. */
    static void recompute(TreeEdit tree, ZPath subject) {
        Znode top = tree.seek(subject);
        Bytes text =
                top == null
                        ? QuotaText.ofUsage(0, 0).toBytes()
                        : QuotaText.ofUsage(1L + top.descendants(), top.subtreeDataBytes())
                                .toBytes();
        if (tree.seek(QuotaPaths.statsOf(subject)) != null) {
            tree.setDataUnnoticed(text);
        }
    }
}
