package org.muster.storage.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.Bytes;
import org.muster.model.SessionId;

/** Which sessions this server opened is told by their ids alone. */
class LivesTest {
    private static final long T = 1_795_290_383_000L;

    private static SessionId at(long ms, int count) {
        return new SessionId(1L << 56 | (ms << 16 & 0x00ff_ffff_ffff_0000L) + count);
    }

    @Test
    void aLifeHoldsTheIdsThatItCanMake() {
        Meta meta = Meta.fresh(Bytes.utf8("key")).forStart(T, 0);
        assertFalse(meta.lives().opened(at(T, -1)));
        assertTrue(meta.lives().opened(at(T, 1)));
        assertTrue(meta.lives().opened(at(T, 50_000_000)));
        assertFalse(meta.lives().opened(at(T + 1000, 0)));
    }

    @Test
    void livesWithoutLivingSessionsAreForgotten() {
        Meta meta = Meta.fresh(Bytes.utf8("key"));
        for (int start = 0; start < 5; start++) {
            meta = meta.forStart(T + 10_000L * start, 0);
        }
        Meta later = meta.withSessions(List.of(at(T + 20_000, 7), at(T - 1, 7)));
        assertEquals(List.of(new Lives.Span(T + 20_000, T + 21_000)), later.lives().spans());
        assertFalse(later.lives().opened(at(T - 1, 7)));
    }

    @Test
    void manyLivesAreJoinedSoThatNoneIsLost() {
        Lives lives = Lives.NONE;
        for (long start = 0; start < 2L * Lives.MAX_SPANS; start++) {
            lives = lives.with(T + 10_000 * start);
        }
        assertEquals(Lives.MAX_SPANS, lives.spans().size());
        for (long start = 0; start < 2L * Lives.MAX_SPANS; start++) {
            assertTrue(lives.opened(at(T + 10_000 * start, 3)));
        }
    }

    @Test
    void newIdsLieBehindEverySessionAlive() {
        assertEquals(T, Lives.behind(T, List.of(at(T - 1, 65_535))));
        assertEquals(T + 1, Lives.behind(T, List.of(at(T, 0))));
        assertEquals(T + 90_001, Lives.behind(T, List.of(at(T + 5, 0), at(T + 90_000, 1))));
    }

    @Test
    void whoKeptNoLivesIsTakenToHaveOpenedAllBeforeItsFloor() {
        Lives lives = Lives.before(T);
        assertTrue(lives.opened(at(T - 1, 9)));
        assertTrue(lives.opened(at(T - 100_000_000_000L, 9)));
        assertFalse(lives.opened(at(T, 0)));
    }
}
