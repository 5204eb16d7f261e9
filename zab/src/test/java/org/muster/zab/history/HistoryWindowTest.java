package org.muster.zab.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.muster.model.BrokenInvariantException;
import org.muster.model.Bytes;
import org.muster.model.Property;
import org.muster.model.Zxid;

class HistoryWindowTest {
    private static final Bytes TXN = Bytes.utf8("t");

    @Test
    void leavesNoGapInAnEpochAndBeginsEachWithItsFirst() {
        HistoryWindow history = new HistoryWindow(Zxid.of(1, 4), 10, 1000);
        assertTrue(history.isNext(Zxid.of(1, 5)));
        assertTrue(history.isNext(Zxid.of(3, 1)));
        for (Zxid wrong : List.of(Zxid.of(1, 6), Zxid.of(1, 4), Zxid.of(2, 2), Zxid.of(0, 1))) {
            assertThrows(BrokenInvariantException.class, () -> history.append(wrong, TXN));
        }
    }

    @Test
    void behavesLikeAPlainMapOfEverything() {
        Property.holds(300, HistoryWindowTest::compare);
    }

    private static void compare(RandomGenerator random) {
        HistoryWindow history = new HistoryWindow(Zxid.ZERO, random.nextInt(6), 20);
        TreeMap<Zxid, Bytes> all = new TreeMap<>();
        all.put(Zxid.ZERO, Bytes.EMPTY);
        List<Zxid> delivered = new ArrayList<>();
        for (int step = 0; step < 100; step++) {
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> {
                    Zxid last = all.lastKey();
                    boolean newEpoch = random.nextInt(8) == 0;
                    Zxid next = newEpoch ? Zxid.of(last.epoch() + 1, 1) : last.next();
                    history.append(next, TXN);
                    all.put(next, TXN);
                }
                case 3 -> history.sync(pick(random, all, history.synced()));
                case 4 -> {
                    history.deliver(
                            pick(random, all, history.delivered()),
                            (zxid, txn) -> delivered.add(zxid));
                    history.trim();
                }
                default -> {
                    Zxid to = pick(random, all, history.delivered());
                    history.cut(to);
                    all.tailMap(to, false).clear();
                }
            }
            assertEquals(all.lastKey(), history.last());
            Zxid asked = new Zxid(all.lastKey().value() + random.nextInt(3));
            assertEquals(all.floorKey(asked), history.floor(asked));
            assertEquals(
                    all.tailMap(history.start(), false).keySet().stream().toList(),
                    history.between(history.start(), history.last()).stream()
                            .map(HistoryWindow.Entry::zxid)
                            .toList());
        }
        Zxid end = history.delivered();
        assertEquals(all.headMap(end, true).keySet().stream().skip(1).toList(), delivered);
    }

    /** Some zxid of the history that is not before {@code from}. */
    private static Zxid pick(RandomGenerator random, NavigableMap<Zxid, Bytes> all, Zxid from) {
        List<Zxid> candidates = List.copyOf(all.tailMap(from, true).keySet());
        return candidates.get(random.nextInt(candidates.size()));
    }
}
