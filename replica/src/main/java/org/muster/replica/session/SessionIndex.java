package org.muster.replica.session;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.model.SessionId;

/**
 * Sessions by their ids: a hash table whose chains are threaded through the sessions, because there
 * may be very many that do nothing.
 */
final class SessionIndex {
    private static final int SMALLEST = 16;

    /** 2^64 divided by the golden ratio: ids in a row come to lie apart. */
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private @Nullable LiveSession[] chains = new LiveSession[SMALLEST];
    private int size;

    SessionIndex() {}

    int size() {
        return size;
    }

    @Nullable LiveSession find(SessionId id) {
        LiveSession session = chains[chainOf(id)];
        while (session != null && !session.id().equals(id)) {
            session = session.chained;
        }
        return session;
    }

    /** Adds {@code session}, in place of one with the same id. */
    void add(LiveSession session) {
        remove(session.id());
        if (size == chains.length) {
            grow();
        }
        size++;
        chain(session);
    }

    /** Takes out the session of {@code id}, and gives it; null if there is none. */
    @Nullable LiveSession remove(SessionId id) {
        LiveSession gone = find(id);
        if (gone == null) {
            return null;
        }
        int chain = chainOf(id);
        LiveSession before = chains[chain];
        if (before == gone) {
            chains[chain] = gone.chained;
        } else {
            while (before != null && before.chained != gone) {
                before = before.chained;
            }
            if (before != null) {
                before.chained = gone.chained;
            }
        }
        gone.chained = null;
        size--;
        return gone;
    }

    /**
     * Visits all of them, in an order that is equal after equal histories; the visitor must change
     * nothing here.
     */
    void forEach(Consumer<LiveSession> visitor) {
        for (LiveSession first : chains) {
            for (LiveSession session = first; session != null; session = session.chained) {
                visitor.accept(session);
            }
        }
    }

    private void grow() {
        @Nullable LiveSession[] before = chains;
        chains = new LiveSession[2 * before.length];
        for (LiveSession first : before) {
            LiveSession session = first;
            while (session != null) {
                LiveSession next = session.chained;
                chain(session);
                session = next;
            }
        }
    }

    private void chain(LiveSession session) {
        int chain = chainOf(session.id());
        session.chained = chains[chain];
        chains[chain] = session;
    }

    private int chainOf(SessionId id) {
        int bits = Integer.numberOfTrailingZeros(chains.length);
        return (int) ((id.value() * SPREAD) >>> (Long.SIZE - bits));
    }
}
