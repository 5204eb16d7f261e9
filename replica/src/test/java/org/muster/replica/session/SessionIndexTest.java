package org.muster.replica.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.muster.model.Property;
import org.muster.model.SessionId;

final class SessionIndexTest {
    private static final long SERVER = 0x8100_0000_0000_0000L;

    @Test
    void itHoldsWhatAMapHolds() {
        Property.holds(
                40,
                random -> {
                    SessionIndex index = new SessionIndex();
                    TreeMap<SessionId, LiveSession> expected = new TreeMap<>();
                    for (int i = 0; i < 1_000; i++) {
                        long low = random.nextInt(300);
                        SessionId id = new SessionId(random.nextBoolean() ? low : SERVER | low);
                        if (random.nextInt(3) == 0) {
                            assertSame(expected.remove(id), index.remove(id));
                        } else {
                            LiveSession session = new LiveSession(id, i);
                            expected.put(id, session);
                            index.add(session);
                        }
                        assertSame(expected.get(id), index.find(id));
                        assertEquals(expected.size(), index.size());
                    }
                    for (SessionId id : expected.keySet()) {
                        assertSame(expected.get(id), index.find(id));
                    }
                    TreeMap<SessionId, LiveSession> visited = new TreeMap<>();
                    index.forEach(session -> visited.put(session.id(), session));
                    assertEquals(expected, visited);
                });
    }

    @Test
    void idsInARowLieApart() {
        SessionIndex index = new SessionIndex();
        for (long id = 1; id <= 1_024; id++) {
            index.add(new LiveSession(new SessionId(SERVER | id), 1));
        }
        List<Integer> lengths = new ArrayList<>();
        index.forEach(session -> lengths.add(chainFrom(session)));
        assertEquals(1_024, lengths.size());
        assertEquals(
                List.of(), lengths.stream().filter(length -> length > 4).toList(), "long chains");
    }

    private static int chainFrom(LiveSession session) {
        return session.chained == null ? 1 : 1 + chainFrom(session.chained);
    }
}
