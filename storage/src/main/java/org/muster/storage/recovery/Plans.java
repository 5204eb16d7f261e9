package org.muster.storage.recovery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Zxid;
import org.muster.storage.mark.SyncMark;
import org.muster.storage.name.LogName;
import org.muster.storage.name.SnapshotName;

/** Works out what to do to the files after a replay. */
final class Plans {
    private Plans() {}

    /**
     * For a replay that may be served: durable, readable to the reference, nothing else changed.
     */
    static Settlement settle(Listing listing, List<Change> setAside, LogReplay replay) {
        List<Change> changes = new ArrayList<>(listing.temporaries());
        changes.addAll(setAside);
        List<LogOutline> outlines = replay.outlines();
        int end = lastWithRecords(outlines);
        for (int i = outlines.size() - 1; i > end; i--) {
            changes.add(removal(outlines.get(i)));
        }
        for (int i = end; i >= 0; i--) {
            LogOutline outline = outlines.get(i);
            if (outline.isAltered() || needsFreshPages(outline, i == end, replay.trustedMark())) {
                changes.add(outline.rewrite());
            }
        }
        return new Settlement(List.copyOf(changes), markOf(outlines, end, replay.last()));
    }

    /** For an operator who accepts the loss of everything behind what was replayed. */
    static Settlement repair(Listing listing, List<Change> setAside, LogReplay replay) {
        List<Change> changes = new ArrayList<>(listing.temporaries());
        changes.addAll(setAside);
        for (SnapshotName name : listing.snapshots()) {
            Change aside = new Change.SetAside(Change.Where.SNAPSHOTS, name.toString());
            if (name.zxid().compareTo(replay.last()) > 0 && !changes.contains(aside)) {
                changes.add(aside);
            }
        }
        List<LogOutline> outlines = replay.outlines();
        List<LogName> logs = listing.logs();
        // Newest first: a crash in between leaves a beginning of the history, never a hole.
        for (int i = logs.size() - 1; i >= 0; i--) {
            LogName log = logs.get(i);
            boolean read = outlines.stream().anyMatch(outline -> outline.name.equals(log));
            if (!read && log.first().compareTo(replay.last()) > 0) {
                changes.add(new Change.SetAside(Change.Where.LOGS, log.toString()));
            }
        }
        int end = lastWithRecords(outlines);
        for (int i = outlines.size() - 1; i >= 0; i--) {
            LogOutline outline = outlines.get(i);
            if (i > end) {
                changes.add(new Change.SetAside(Change.Where.LOGS, outline.name.toString()));
            } else if (outline.isAltered() || i == end) {
                changes.add(outline.rewrite());
            }
        }
        return new Settlement(List.copyOf(changes), markOf(outlines, end, replay.last()));
    }

    private static int lastWithRecords(List<LogOutline> outlines) {
        int end = outlines.size() - 1;
        while (end >= 0 && !outlines.get(end).hasRecords()) {
            end--;
        }
        return end;
    }

    /**
     * Its name would be in the way of the next log; what holds more than a header is kept aside.
     */
    private static Change removal(LogOutline outline) {
        boolean informative = outline.isAltered() || (outline.size > 0 && outline.size < 16);
        return informative
                ? new Change.SetAside(Change.Where.LOGS, outline.name.toString())
                : new Change.DropBlank(outline.name);
    }

    /**
     * Whether the file holds records that no completed sync is known to cover. Without a mark only
     * the newest can: the reference syncs a file before it writes the next.
     */
    private static boolean needsFreshPages(
            LogOutline outline, boolean newest, @Nullable SyncMark mark) {
        return mark == null ? newest : outline.last().compareTo(mark.synced()) > 0;
    }

    private static SyncMark markOf(List<LogOutline> outlines, int end, Zxid last) {
        if (end < 0 || !outlines.get(end).last().equals(last)) {
            return new SyncMark(last, Zxid.ZERO, 0, 0);
        }
        LogOutline outline = outlines.get(end);
        return new SyncMark(last, outline.name.first(), outline.keptEnd(), outline.chain());
    }
}
