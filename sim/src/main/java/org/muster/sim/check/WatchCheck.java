package org.muster.sim.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.muster.model.Id;
import org.muster.model.WatchEvent;
import org.muster.sim.world.ViolationException;

/**
 * C4: the events of one connection are exactly those its watches owe: none missing, none twice,
 * none out of order, each before any reply that shows its change.
 */
final class WatchCheck {
    /** The events of one transaction that have not come yet. */
    private record Group(long zxid, boolean ordered, List<WatchBook.Expected> left) {}

    private final Ledger ledger;
    private final WatchBook book = new WatchBook();
    private final Deque<Group> due = new ArrayDeque<>();
    private final List<WatchEvent> restored = new ArrayList<>();
    private long position;
    private List<Id> before;
    private List<Id> now;
    private boolean settling;

    WatchCheck(Ledger ledger, List<Id> identities) {
        this.ledger = ledger;
        this.before = identities;
        this.now = identities;
    }

    WatchBook book() {
        return book;
    }

    /** The client has sent a proof of identity: from some moment on it has {@code more}. */
    void identitiesChange(List<Id> more) {
        now = more;
        settling = false;
    }

    /** The proof was answered: what comes after the next reply is judged by the new identities. */
    void identitiesSettle() {
        settling = true;
    }

    /** The first state this connection can have seen is the one at {@code zxid}. */
    void startAt(long zxid) {
        position = Math.max(position, zxid);
    }

    /** An event with {@code zxid} arrived. */
    void event(long zxid, WatchEvent event) {
        if (zxid == -1) {
            restored.add(event);
            return;
        }
        requireNoRestored();
        advance(zxid);
        Group group = due.peek();
        while (group != null && group.zxid < zxid && allOptional(group)) {
            due.remove();
            group = due.peek();
        }
        if (group == null) {
            throw new ViolationException(
                    "C4", "an event nobody owes: " + event + " at " + Long.toHexString(zxid));
        }
        if (group.zxid != zxid || !take(group, event)) {
            throw new ViolationException(
                    "C4",
                    "event %s at %x came, but due were %s at %x"
                            .formatted(event, zxid, group.left, group.zxid));
        }
        if (group.left.isEmpty()) {
            due.remove();
        }
    }

    /** A reply with {@code zxid} arrived: every event up to it must have come before. */
    void reply(long zxid) {
        advance(zxid);
        for (Group group : due) {
            if (!allOptional(group)) {
                throw new ViolationException(
                        "C4",
                        "a reply at %x came before the events %s at %x"
                                .formatted(zxid, group.left, group.zxid));
            }
        }
        due.clear();
    }

    /** The events setWatches made, which must be exactly {@code owed}. */
    void restored(List<WatchEvent> owed) {
        if (!restored.equals(owed)) {
            throw new ViolationException(
                    "C4", "setWatches owes the events " + owed + " but gave " + restored);
        }
        restored.clear();
    }

    /** No event of a setWatches is left over before another frame. */
    void requireNoRestored() {
        if (!restored.isEmpty()) {
            throw new ViolationException(
                    "C4", "events without a transaction outside setWatches: " + restored);
        }
    }

    private void advance(long zxid) {
        if (zxid <= position) {
            return;
        }
        for (Ledger.Entry entry : ledger.between(position, zxid)) {
            List<WatchBook.Expected> events = new ArrayList<>();
            for (Change change : entry.outcome().changes()) {
                events.addAll(book.fire(change, before, now));
            }
            if (!events.isEmpty()) {
                boolean ordered = entry.kind() != Ledger.Kind.CLOSE;
                due.add(new Group(entry.zxid(), ordered, events));
            }
        }
        position = zxid;
        if (settling) {
            before = now;
            settling = false;
        }
    }

    private static boolean take(Group group, WatchEvent event) {
        for (int i = 0; i < group.left.size(); i++) {
            WatchBook.Expected expected = group.left.get(i);
            if (expected.event().equals(event)) {
                group.left.remove(i);
                return true;
            }
            if (group.ordered && !expected.optional()) {
                return false;
            }
        }
        return false;
    }

    private static boolean allOptional(Group group) {
        return group.left.stream().allMatch(WatchBook.Expected::optional);
    }
}
