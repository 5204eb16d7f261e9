package org.muster.zab.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import org.muster.model.Bytes;
import org.muster.model.Invariant;
import org.muster.model.Zxid;

/**
 * The end of a member's history, in memory: what is not delivered yet, always, and some of what was
 * delivered before, for learners that lag.
 *
 * <p>It holds every transaction after {@link #start} up to {@link #last} without a gap, and {@code
 * start <= delivered <= last}, {@code synced <= last}. Delivered may pass synced on a member that
 * the quorum did not need. A member owns one; it is not thread-safe.
 */
public final class HistoryWindow {
    private final int maxEntries;
    private final long maxBytes;

    /** The entries from {@link #head} on, ascending. */
    private List<Entry> entries = new ArrayList<>();

    private int head;
    private long bytes;
    private Zxid start;
    private Zxid last;
    private Zxid synced;
    private Zxid delivered;

    /** A transaction as it was proposed. */
    public record Entry(Zxid zxid, Bytes txn) {}

    /**
     * Nothing in memory: everything up to {@code last} is on disk and delivered.
     *
     * @param maxEntries transactions, delivered and synced, kept at most
     * @param maxBytes the same by their bytes
     */
    public HistoryWindow(Zxid last, int maxEntries, long maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.start = last;
        this.last = last;
        this.synced = last;
        this.delivered = last;
    }

    /** Everything after this is in memory; it is itself part of the history. */
    public Zxid start() {
        return start;
    }

    /** The last transaction accepted into the log. */
    public Zxid last() {
        return last;
    }

    /** The last transaction that survives a crash. */
    public Zxid synced() {
        return synced;
    }

    /** The last transaction given to the replica. */
    public Zxid delivered() {
        return delivered;
    }

    /** Whether {@code zxid} may follow {@link #last}: the next of its epoch or a later's first. */
    public boolean isNext(Zxid zxid) {
        return isNext(last, zxid);
    }

    /** The same behind {@code last}. */
    public static boolean isNext(Zxid last, Zxid zxid) {
        boolean next = zxid.value() == last.value() + 1 && zxid.counter() != 0;
        return next || (zxid.epoch() > last.epoch() && zxid.counter() == 1);
    }

    /** Accepts a transaction, which must be the next (I-ZAB-1). */
    public void append(Zxid zxid, Bytes txn) {
        Invariant.require(isNext(zxid), "proposals leave no gap");
        entries.add(new Entry(zxid, txn));
        bytes += txn.length();
        last = zxid;
    }

    /** Everything up to {@code upTo} is on disk. */
    public void sync(Zxid upTo) {
        Invariant.require(upTo.compareTo(last) <= 0, "only what was accepted is synced");
        if (upTo.compareTo(synced) > 0) {
            synced = upTo;
        }
    }

    /** Gives what is not delivered yet up to {@code upTo} to {@code replica}, in order. */
    public void deliver(Zxid upTo, BiConsumer<Zxid, Bytes> replica) {
        Invariant.require(upTo.compareTo(last) <= 0, "only what was accepted is delivered");
        int index = firstAfter(delivered);
        while (index < entries.size() && entries.get(index).zxid().compareTo(upTo) <= 0) {
            Entry entry = entries.get(index++);
            delivered = entry.zxid();
            replica.accept(entry.zxid(), entry.txn());
        }
    }

    /** Forgets what lies behind {@code to}, which was cut from the log too. */
    public void cut(Zxid to) {
        if (to.compareTo(delivered) < 0 || to.compareTo(start) < 0) {
            restartAt(to);
            return;
        }
        while (entries.size() > head && entries.getLast().zxid().compareTo(to) > 0) {
            bytes -= entries.removeLast().txn().length();
        }
        last = entries.size() > head ? entries.getLast().zxid() : start;
        synced = min(synced, last);
    }

    /** Begins anew at {@code last}, up to which all is on disk and in the replica's state. */
    public void restartAt(Zxid anew) {
        entries = new ArrayList<>();
        head = 0;
        bytes = 0;
        start = anew;
        last = anew;
        synced = anew;
        delivered = anew;
    }

    /**
     * The last zxid of the history that is not after {@code zxid}, if memory can tell: {@code zxid}
     * is not before {@link #start}.
     */
    public Zxid floor(Zxid zxid) {
        Invariant.require(zxid.compareTo(start) >= 0, "memory reaches back to there");
        int index = firstAfter(zxid);
        return index == head ? start : entries.get(index - 1).zxid();
    }

    /** The transactions after {@code after} up to {@code upTo}; {@code after >= start}. */
    public List<Entry> between(Zxid after, Zxid upTo) {
        Invariant.require(after.compareTo(start) >= 0, "memory reaches back to there");
        int from = firstAfter(after);
        int to = firstAfter(upTo);
        return from >= to ? List.of() : Collections.unmodifiableList(entries.subList(from, to));
    }

    /** Whether some transaction of {@code epoch} is in memory or was the last before it. */
    public boolean knowsEpoch(int epoch) {
        Zxid beforeNext = new Zxid(((epoch + 1L) << 32) - 1);
        return beforeNext.compareTo(start) >= 0 && floor(beforeNext).epoch() == epoch;
    }

    private int firstAfter(Zxid zxid) {
        int low = head;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).zxid().compareTo(zxid) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Lets go of the oldest transactions if there are more than need be kept. */
    public void trim() {
        while (entries.size() > head
                && (entries.size() - head > maxEntries || bytes > maxBytes)
                && entries.get(head).zxid().compareTo(min(delivered, synced)) <= 0) {
            Entry oldest = entries.get(head);
            start = oldest.zxid();
            bytes -= oldest.txn().length();
            entries.set(head, TAKEN);
            head++;
        }
        if (head > 64 && head > entries.size() / 2) {
            entries = new ArrayList<>(entries.subList(head, entries.size()));
            head = 0;
        }
    }

    /** Stands where an evicted entry was, so that its bytes can go. */
    private static final Entry TAKEN = new Entry(Zxid.ZERO, Bytes.EMPTY);

    private static Zxid min(Zxid a, Zxid b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
