package org.muster.testkit.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checks of a chaos run reject what they are there to find. */
class BadHistoryTest {
    private static final String KEY = "/registers/0";
    private static final String OTHER = "/registers/1";
    private static final long SESSION = 7;

    private final List<Op> history = new ArrayList<>();

    @Test
    void acceptsAHistoryThatIsInOrder() {
        write(1, KEY, "a", 0, 10, 5, 1);
        unknown(2, KEY, "b", 11);
        write(3, KEY, "c", 12, 20, 9, 3);
        read(1, Op.Kind.FRESH_READ, KEY, "c", 21, 30, 9, 3);
        assertEquals(List.of(), RegisterCheck.faults(history));
    }

    @Test
    void rejectsALostWrite() {
        write(1, KEY, "a", 0, 10, 5, 1);
        write(2, KEY, "b", 11, 20, 6, 1);
        assertFault("a write is lost");
    }

    @Test
    void rejectsAWriteThatWasCarriedOutTwice() {
        write(1, KEY, "a", 0, 10, 5, 1);
        read(2, Op.Kind.FRESH_READ, KEY, "a", 11, 20, 6, 2);
        assertFault("carried out twice");
    }

    @Test
    void rejectsMoreVersionsThanWrites() {
        write(1, KEY, "a", 0, 10, 5, 1);
        write(2, KEY, "b", 11, 20, 9, 3);
        assertFault("more versions");
    }

    @Test
    void rejectsAStaleReadBehindASync() {
        write(1, KEY, "a", 0, 10, 5, 1);
        write(2, KEY, "b", 11, 20, 6, 2);
        read(1, Op.Kind.FRESH_READ, KEY, "a", 21, 30, 5, 1);
        assertFault("does not see");
    }

    @Test
    void acceptsAStaleReadWithoutASync() {
        write(1, KEY, "a", 0, 10, 5, 1);
        write(2, KEY, "b", 11, 20, 6, 2);
        read(1, Op.Kind.PLAIN_READ, KEY, "a", 21, 30, 5, 1);
        assertEquals(List.of(), RegisterCheck.faults(history));
    }

    @Test
    void rejectsASessionThatGoesBackThoughInAnotherRegister() {
        write(SESSION + 1, KEY, "a", 0, 10, 5, 1);
        read(SESSION + 1, Op.Kind.PLAIN_READ, OTHER, "z", 11, 12, 7, 1);
        write(SESSION, OTHER, "z", 0, 10, 7, 1);
        read(SESSION, Op.Kind.PLAIN_READ, KEY, "", 11, 20, 2, 0);
        assertFault("goes back behind");
    }

    @Test
    void rejectsAWriteThatOvertakesAnotherOfItsSession() {
        write(SESSION, KEY, "a", 0, 10, 6, 2);
        write(SESSION, KEY, "b", 1, 11, 5, 1);
        assertFault("overtakes");
    }

    @Test
    void rejectsAWriteBehindTheTimeOfAnother() {
        write(1, KEY, "a", 0, 10, 6, 2);
        write(2, KEY, "b", 11, 20, 5, 1);
        assertFault("does not see");
    }

    @Test
    void rejectsAValueOutOfNowhere() {
        read(1, Op.Kind.PLAIN_READ, KEY, "x", 0, 10, 5, 1);
        assertFault("nobody has written");
    }

    @Test
    void rejectsLostAndDoubledCreates() {
        List<String> found = List.of("a-1-0000000000", "a-3-0000000001", "a-3-0000000002");
        List<String> known = List.of("a-1-0000000000", "a-2-0000000007");
        List<String> faults = Appender.faults("/f", known, found);
        assertEquals(2, faults.size(), faults.toString());
    }

    private void write(
            long session, String key, String value, long begin, long end, long zxid, int version) {
        long number = history.size();
        history.add(new Op(session, number, Op.Kind.WRITE, key, value, begin, end, zxid, version));
    }

    private void unknown(long session, String key, String value, long begin) {
        long number = history.size();
        history.add(new Op(session, number, Op.Kind.WRITE, key, value, begin, 0, -1, -1));
    }

    private void read(
            long session,
            Op.Kind kind,
            String key,
            String value,
            long begin,
            long end,
            long zxid,
            int version) {
        long number = history.size();
        history.add(new Op(session, number, kind, key, value, begin, end, zxid, version));
    }

    private void assertFault(String words) {
        List<String> faults = RegisterCheck.faults(history);
        assertTrue(faults.stream().anyMatch(fault -> fault.contains(words)), faults.toString());
    }
}
