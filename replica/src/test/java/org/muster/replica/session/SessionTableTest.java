package org.muster.replica.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muster.model.Property;
import org.muster.model.SessionId;

final class SessionTableTest {
    private static final int TICK = 100;
    private static final int BUCKET = 2000;

    private static List<Long> ids(List<LiveSession> sessions) {
        return sessions.stream().map(session -> session.id().value()).toList();
    }

    @Test
    void aSilentSessionExpiresBetweenItsTimeoutAndABucketMore() {
        Property.holds(
                200,
                random -> {
                    SessionTable table = new SessionTable(new SessionClock(0, TICK), BUCKET, 1);
                    Map<Long, Long> heard = new LinkedHashMap<>();
                    Map<Long, Integer> timeouts = new LinkedHashMap<>();
                    for (long now = 0; now <= 20_000; now += TICK) {
                        if (random.nextInt(4) == 0) {
                            long id = random.nextLong(1, 10);
                            LiveSession session = table.find(new SessionId(id));
                            if (session == null) {
                                int timeout = 1 + random.nextInt(6000);
                                table.add(new SessionId(id), timeout, now);
                                timeouts.put(id, timeout);
                            } else {
                                table.touch(session, now);
                            }
                            heard.put(id, now);
                        }
                        table.told(0, now);
                        for (LiveSession due : table.tick(now)) {
                            long id = due.id().value();
                            long silent = now - heard.get(id);
                            assertTrue(silent >= timeouts.get(id), "too early");
                            assertTrue(silent <= timeouts.get(id) + BUCKET, "too late");
                            table.remove(due.id());
                            heard.remove(id);
                        }
                        for (Map.Entry<Long, Long> entry : heard.entrySet()) {
                            long silent = now - entry.getValue();
                            assertTrue(silent <= timeouts.get(entry.getKey()) + BUCKET, "overdue");
                        }
                    }
                });
    }

    @Test
    void aLateTickMovesEveryDeadline() {
        SessionTable table = new SessionTable(new SessionClock(0, TICK), BUCKET, 1);
        table.add(new SessionId(1), 4000, 0);
        table.told(0, 100);
        assertEquals(List.of(), table.tick(100));
        // The process stood still for an hour.
        table.told(0, 3_600_100);
        assertEquals(List.of(), table.tick(3_600_100));
        long sinceTouch = 200;
        List<Long> expired = new ArrayList<>();
        for (long now = 3_600_200; expired.isEmpty(); now += TICK) {
            sinceTouch += TICK;
            table.told(0, now);
            expired.addAll(ids(table.tick(now)));
        }
        assertEquals(6000, sinceTouch);
    }

    @Test
    void noSessionExpiresBeforeEveryFrontHasTold() {
        SessionTable table = new SessionTable(new SessionClock(0, TICK), BUCKET, 2);
        table.add(new SessionId(1), 1000, 0);
        for (long now = TICK; now <= 10_000; now += TICK) {
            table.told(0, now);
            assertEquals(List.of(), table.tick(now));
        }
        table.told(1, 10_000);
        assertEquals(List.of(1L), ids(table.tick(10_000)));
    }

    @Test
    void aClosingSessionHasNoDeadline() {
        SessionTable table = new SessionTable(new SessionClock(0, TICK), BUCKET, 1);
        LiveSession session = table.add(new SessionId(1), 1000, 0);
        table.becomeClosing(session);
        table.touch(session, 50);
        for (long now = TICK; now <= 10_000; now += TICK) {
            table.told(0, now);
            assertEquals(List.of(), table.tick(now));
        }
        assertEquals(1, table.size());
        table.remove(new SessionId(1));
        assertEquals(0, table.size());
    }

    @Test
    void deadlinesAreListedEarliestFirst() {
        SessionTable table = new SessionTable(new SessionClock(0, TICK), BUCKET, 1);
        table.add(new SessionId(1), 5000, 0);
        table.add(new SessionId(2), 1000, 0);
        table.add(new SessionId(3), 1500, 0);
        List<String> seen = new ArrayList<>();
        table.forEachDeadline((leftMs, ids) -> seen.add(leftMs + " " + ids));
        assertEquals(List.of("2000 [0x2, 0x3]", "6000 [0x1]"), seen);
    }
}
