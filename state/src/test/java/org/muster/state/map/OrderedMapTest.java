package org.muster.state.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.muster.model.Property;

/** The persistent map against a sorted map. */
class OrderedMapTest {
    @Test
    void itHoldsWhatASortedMapHolds() {
        Property.holds(
                40,
                random -> {
                    TreeMap<Integer, Integer> expected = new TreeMap<>();
                    OrderedMap<Integer, Integer> map = OrderedMap.empty();
                    for (int i = 0; i < 400; i++) {
                        int key = random.nextInt(120);
                        if (random.nextInt(3) == 0) {
                            expected.remove(key);
                            map = map.without(key);
                        } else {
                            expected.put(key, i);
                            map = map.with(key, i);
                        }
                        assertEquals(expected.size(), map.size());
                        assertEquals(expected.get(key), map.get(key));
                        assertEquals(expected.higherKey(key), map.keyAfter(key));
                        assertEquals(
                                expected.isEmpty() ? null : expected.lastEntry().getValue(),
                                map.lastValue());
                    }
                    List<Integer> keys = new ArrayList<>();
                    List<Integer> values = new ArrayList<>();
                    map.forEach((key, value) -> {
                        keys.add(key);
                        values.add(value);
                    });
                    assertEquals(new ArrayList<>(expected.keySet()), keys);
                    assertEquals(new ArrayList<>(expected.values()), values);
                    OrderedMap<Integer, Integer> built = OrderedMap.ofSorted(keys, values);
                    for (int key = 0; key < 120; key++) {
                        assertEquals(expected.get(key), built.get(key));
                    }
                });
    }

    @Test
    void addingInOrderKeepsItShallow() {
        OrderedMap<Integer, Integer> map = OrderedMap.empty();
        for (int i = 0; i < 4096; i++) {
            map = map.with(i, i);
        }
        assertEquals(13, map.height());
    }

    @Test
    void aChangeLeavesTheOldMapAsItWas() {
        OrderedMap<Integer, String> old = OrderedMap.<Integer, String>empty().with(1, "a");
        assertEquals("b", old.with(1, "b").get(1));
        assertNull(old.without(1).get(1));
        assertEquals("a", old.get(1));
        assertNull(old.without(1).keyAfter(null));
    }
}
