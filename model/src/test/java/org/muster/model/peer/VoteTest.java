package org.muster.model.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.BrokenInvariantException;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;

/** Votes, epochs and features as members compare them. */
final class VoteTest {
    @Test
    void epochDecidesThenZxidThenLeader() {
        List<Vote> ascending =
                List.of(
                        Vote.NONE,
                        vote(3, -1, 0),
                        vote(3, 0x1_0000_0005L, 1),
                        vote(1, 0x1_0000_0006L, 1),
                        vote(2, 0x1_0000_0006L, 1),
                        vote(1, 0x1_0000_0001L, 2));
        for (int a = 0; a < ascending.size(); a++) {
            for (int b = 0; b < ascending.size(); b++) {
                assertEquals(
                        Integer.compare(a, b),
                        Integer.signum(ascending.get(a).compareTo(ascending.get(b))),
                        a + " " + b);
            }
        }
    }

    @Test
    void anEpochBeginsWithACounterOfZero() {
        assertEquals(Zxid.of(7, 0), new Epoch(7).start());
        assertEquals(new Epoch(7), Epoch.of(Zxid.of(7, 99)));
        assertEquals(Epoch.MAX, new Epoch(Integer.MAX_VALUE - 1).next());
        assertThrows(BrokenInvariantException.class, Epoch.MAX::next);
    }

    @Test
    void onlyWhatBothAnnounceMayBeUsed() {
        Features some = Features.of(Feature.BEATS, Feature.TAKE_OVER);
        Features future = new Features(some.bits() | 1L << 63);
        Features agreed = Features.all().and(future);
        for (Feature feature : Feature.values()) {
            assertEquals(some.has(feature), agreed.has(feature));
            assertTrue(Features.all().has(feature));
            assertFalse(Features.NONE.has(feature));
        }
    }

    @Test
    void addressesPrintAsTheyAreConfigured() {
        assertEquals("zk1:2888", new HostPort("zk1", 2888).toString());
        assertEquals("[2001:db8::5]:2888", new HostPort("2001:db8::5", 2888).toString());
    }

    private static Vote vote(long leader, long zxid, long epoch) {
        return new Vote(new ServerId(leader), new Zxid(zxid), new Epoch(epoch));
    }
}
