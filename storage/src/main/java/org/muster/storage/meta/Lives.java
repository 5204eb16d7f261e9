package org.muster.storage.meta;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.SessionId;

/**
 * The spans of time from which this server made session ids, one for each of its starts, as long as
 * a session lives that was opened then. A session of no span was opened by another server.
 *
 * <p>Ids hold 40 bits of a wall clock, so spans are compared modulo 2^40 ms.
 *
 * @param floorMs a wall-clock time beyond which no session id was made by an earlier start, so that
 *     a clock set back does not repeat one; 0 before the first
 * @param spans earliest first
 */
public record Lives(long floorMs, List<Span> spans) {
    /** No start yet. */
    public static final Lives NONE = new Lives(0, List.of());

    /** More are joined: what lies between two of them then counts as made here too. */
    static final int MAX_SPANS = 500;

    /** Ids take a millisecond for 65,536 sessions: room for 65 million in one life. */
    private static final long LIFE_MS = 1000;

    private static final int COUNT_BITS = 16;
    private static final long CLOCK_MASK = (1L << 40) - 1;

    /** Wall-clock times in ms, the end excluded. */
    public record Span(long fromMs, long toMs) {
        private boolean holds(SessionId id) {
            return ((clock(id) - fromMs) & CLOCK_MASK) < toMs - fromMs;
        }
    }

    /** Everything before {@code floorMs}, as far as ids can tell: of one that kept no spans. */
    static Lives before(long floorMs) {
        return new Lives(floorMs, List.of(new Span(floorMs - (CLOCK_MASK >> 1), floorMs)));
    }

    /** Whether no start is known: nobody can tell what ids this server has made. */
    public boolean isUnknown() {
        return floorMs == 0;
    }

    /** Whether this server opened the session {@code id}. */
    public boolean opened(SessionId id) {
        return spans.stream().anyMatch(span -> span.holds(id));
    }

    /** The spans in which any of {@code alive} was opened. */
    public Lives of(List<SessionId> alive) {
        return new Lives(
                floorMs,
                spans.stream().filter(span -> alive.stream().anyMatch(span::holds)).toList());
    }

    /** These and one more, which makes its ids from {@code baseMs} on. */
    Lives with(long baseMs) {
        List<Span> all = new ArrayList<>(spans);
        all.add(new Span(baseMs, baseMs + LIFE_MS));
        if (all.size() > MAX_SPANS) {
            Span joined = new Span(all.get(0).fromMs(), all.get(1).toMs());
            all.subList(0, 2).clear();
            all.add(0, joined);
        }
        return new Lives(baseMs + LIFE_MS, List.copyOf(all));
    }

    /**
     * The earliest time not before {@code fromMs} whose ids lie behind all of {@code alive}: a
     * server whose clock was ahead may have made them.
     */
    public static long behind(long fromMs, List<SessionId> alive) {
        long behindMs = fromMs;
        for (SessionId id : alive) {
            long aheadMs = (clock(id) - behindMs) & CLOCK_MASK;
            if (aheadMs <= CLOCK_MASK >> 1) {
                behindMs += aheadMs + 1;
            }
        }
        return behindMs;
    }

    private static long clock(SessionId id) {
        return (id.value() >>> COUNT_BITS) & CLOCK_MASK;
    }
}
