package org.muster.replica.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.muster.model.Property;
import org.muster.replica.Wire;

final class LinksTest {
    private static Connection connection(long link) {
        return new Connection(
                List.of(), new Wire("/127.0.0.1:1"), link, new Connection.Moment(0, 0));
    }

    @Test
    void findTheOpenOnesAndNoOthers() {
        Property.holds(
                100,
                random -> {
                    Links links = new Links();
                    Map<Long, Connection> open = new LinkedHashMap<>();
                    TreeSet<Long> everUsed = new TreeSet<>();
                    for (int step = 0; step < 200; step++) {
                        if (open.isEmpty() || random.nextInt(3) > 0) {
                            Connection made = connection(links.reserve());
                            links.put(made);
                            open.put(made.link, made);
                            assertEquals(everUsed.size() + 1, add(everUsed, made.link));
                        } else {
                            List<Long> all = new ArrayList<>(open.keySet());
                            Connection gone = open.remove(all.get(random.nextInt(all.size())));
                            links.remove(gone);
                        }
                        for (long link : everUsed) {
                            assertSame(open.get(link), links.find(link));
                        }
                        assertEquals(open.size(), links.size());
                        assertEquals(new ArrayList<>(open.values()), links.snapshot());
                    }
                });
    }

    private static int add(Set<Long> everUsed, long link) {
        everUsed.add(link);
        return everUsed.size();
    }

    @Test
    void aNumberIsNeverUsedTwice() {
        Links links = new Links();
        Connection first = connection(links.reserve());
        links.put(first);
        links.remove(first);
        Connection second = connection(links.reserve());
        links.put(second);
        assertNotEquals(first.link, second.link);
        assertNull(links.find(first.link));
        assertSame(second, links.find(second.link));
        assertNull(links.find(0));
    }
}
