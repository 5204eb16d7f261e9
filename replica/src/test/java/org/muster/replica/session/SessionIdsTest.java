package org.muster.replica.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.muster.model.SessionId;

final class SessionIdsTest {
    @Test
    void carryServerClockAndCount() {
        SessionIds ids = new SessionIds(1, 0x01a1_ffae_cd46L);
        assertEquals(0x01a1_ffae_cd46_0001L, ids.next().value());
        assertEquals(2, ids.next().value() & 0xffff);
    }

    @Test
    void aLaterStartGoesOnBehindAnEarlierOne() {
        SessionIds before = new SessionIds(1, 1_000_000);
        SessionId last = before.next();
        for (int i = 0; i < 65_535; i++) {
            last = before.next();
        }
        SessionIds after = new SessionIds(1, 1_000_001);
        assertTrue(after.next().compareTo(last) > 0);
    }

    @Test
    void passOverSessionsStillAlive() {
        SessionIds ids = new SessionIds(1, 5);
        ids.passOver(new SessionId(0x0100_0000_0077_0009L));
        ids.passOver(new SessionId(0x0200_0000_0099_0009L));
        assertEquals(0x0100_0000_0077_000aL, ids.next().value());
    }

    @Test
    void doNotGoOnWhereAnotherLifeMayHaveOpenedSessionsThatAreClosed() {
        SessionIds before = new SessionIds(1, 1_700_000_060_000L);
        SessionId alive = before.next();
        SessionId closed = before.next();
        SessionIds after = new SessionIds(1, 1_700_000_000_000L);
        after.passOver(alive);
        assertNotEquals(closed, after.next());
        assertEquals(1_700_000_000_000L & ((1L << 40) - 1), after.next().value() << 8 >>> 24);
    }

    @Test
    void sessionsFromBeforeTheClocksBitsBeganAnewAreBehind() {
        SessionIds ids = new SessionIds(1, 0x0100_0000_0005L);
        ids.passOver(new SessionId(0x01f0_0000_0000_0001L));
        assertEquals(0x0100_0000_0005_0001L, ids.next().value());
    }

    @Test
    void areNeverZeroNorTheMarkOfAContainer() {
        assertEquals(1, new SessionIds(0, 0).next().value());
        assertEquals(Long.MIN_VALUE + 1, new SessionIds(0x80, 0).next().value());
    }
}
