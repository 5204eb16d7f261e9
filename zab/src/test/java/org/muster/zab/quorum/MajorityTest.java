package org.muster.zab.quorum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.muster.model.BrokenInvariantException;

/** Every small ensemble is enumerated against plain counting. */
final class MajorityTest {
    @Test
    void sufficesExactlyWhenTheRestIsSmaller() {
        for (int voters = 1; voters <= 9; voters++) {
            for (int count = 0; count <= voters; count++) {
                assertEquals(count > voters - count, new Majority(voters).suffices(count));
            }
        }
    }

    @Test
    void anyTwoQuorumsShareAVoter() {
        for (int voters = 1; voters <= 6; voters++) {
            Majority majority = new Majority(voters);
            for (int a = 0; a < 1 << voters; a++) {
                for (int b = 0; b < 1 << voters; b++) {
                    if (majority.suffices(Integer.bitCount(a))
                            && majority.suffices(Integer.bitCount(b))) {
                        assertTrue((a & b) != 0, voters + " " + a + " " + b);
                    }
                }
            }
        }
    }

    @Test
    void reachedByQuorumIsWhatCountingSays() {
        int values = 4;
        for (int voters = 1; voters <= 5; voters++) {
            Majority majority = new Majority(voters);
            int combinations = (int) Math.pow(values, voters);
            for (int code = 0; code < combinations; code++) {
                long[] reached = new long[voters];
                int rest = code;
                for (int i = 0; i < voters; i++) {
                    reached[i] = rest % values;
                    rest /= values;
                }
                long[] before = reached.clone();
                assertEquals(byCounting(majority, reached), majority.reachedByQuorum(reached));
                assertArrayEquals(before, reached);
            }
        }
    }

    @Test
    void needsAVoterAndOneWatermarkForEach() {
        assertThrows(BrokenInvariantException.class, () -> new Majority(0));
        assertThrows(
                BrokenInvariantException.class,
                () -> new Majority(3).reachedByQuorum(new long[] {1, 2}));
    }

    private static long byCounting(Majority majority, long[] reached) {
        long best = Long.MIN_VALUE;
        for (long candidate : reached) {
            int holders = 0;
            for (long other : reached) {
                if (other >= candidate) {
                    holders++;
                }
            }
            if (majority.suffices(holders) && candidate > best) {
                best = candidate;
            }
        }
        return best;
    }
}
