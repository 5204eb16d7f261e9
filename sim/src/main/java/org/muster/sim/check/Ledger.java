package org.muster.sim.check;

import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The one sequence of transactions, as the server's log shows it, with what each had to answer. */
final class Ledger {
    /** Where a transaction came from. */
    enum Kind {
        /** A client's write. */
        WRITE,
        /** A session was opened. */
        OPEN,
        /** A session was closed, by its client or by expiry. */
        CLOSE,
        /** The server did something by itself: it deleted a container or TTL znode, mostly. */
        OWN
    }

    /** One transaction. */
    record Entry(long zxid, Kind kind, long session, int xid, ReferenceModel.Outcome outcome) {}

    private final TreeMap<Long, Entry> entries = new TreeMap<>();

    void add(Entry entry) {
        entries.put(entry.zxid, entry);
    }

    @Nullable Entry at(long zxid) {
        return entries.get(zxid);
    }

    /** The transactions after {@code from} up to and including {@code to}, in order. */
    Collection<Entry> between(long from, long to) {
        return to <= from ? java.util.List.of() : entries.subMap(from, false, to, true).values();
    }

    /** Forgets everything after {@code zxid}; answers how many transactions that were. */
    int truncate(long zxid) {
        var lost = entries.tailMap(zxid, false);
        int count = lost.size();
        lost.clear();
        return count;
    }
}
