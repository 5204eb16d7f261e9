package org.muster.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PersistedStatTest {

    @Test
    void ttlOwnerKeepsTheTimeToLive() {
        long owner = PersistedStat.ttlOwner(157_680_000_000L);
        assertEquals(0xff00_0024_b675_dc00L, owner);
        assertEquals(157_680_000_000L, PersistedStat.ttlMs(owner));
        assertTrue(PersistedStat.isTtlOwner(PersistedStat.ttlOwner(PersistedStat.MAX_TTL_MS)));
    }

    @Test
    void sessionsAndContainersAreNoTtlOwners() {
        assertFalse(PersistedStat.isTtlOwner(0));
        assertFalse(PersistedStat.isTtlOwner(0x0100_001d_a53f_0000L));
        assertFalse(PersistedStat.isTtlOwner(PersistedStat.CONTAINER));
        assertFalse(PersistedStat.isTtlOwner(0xff01_0000_0000_0001L));
    }
}
