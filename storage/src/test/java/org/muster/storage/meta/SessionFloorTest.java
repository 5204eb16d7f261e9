package org.muster.storage.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.muster.model.Bytes;

class SessionFloorTest {
    private final Meta first = Meta.fresh(Bytes.utf8("key"));

    @Test
    void aClockSetBackBetweenTwoStartsDoesNotRepeatIds() {
        Meta afterOne = first.forStart(1_000_000, 0);
        assertEquals(1_000_000, first.idBaseMs(1_000_000, 0));
        assertEquals(1_001_000, afterOne.idBaseMs(500_000, 0));
        assertEquals(1_002_000, afterOne.forStart(500_000, 0).idBaseMs(500_000, 0));
    }

    @Test
    void theLogCountsAsAClock() {
        assertEquals(2_000_000, first.idBaseMs(1_000_000, 2_000_000));
    }
}
