package org.muster.recipes.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Names of contenders are understood, and put in order, whoever's they are. */
final class TicketTest {
    private static final String U = "_c_11111111-2222-3333-4444-555555555555-";

    @Test
    void everyKnownNameIsUnderstood() {
        Object[][] table = {
            {U + "lock-0000000007", Ticket.Kind.EXCLUSIVE, 7},
            {U + "latch-0000000008", Ticket.Kind.EXCLUSIVE, 8},
            {U + "__READ__0000000009", Ticket.Kind.SHARED, 9},
            {U + "__WRIT__0000000010", Ticket.Kind.EXCLUSIVE, 10},
            {U + "lease-0000000011", Ticket.Kind.SHARED, 11},
            {"0123456789abcdef0123456789abcdef__lock__0000000012", Ticket.Kind.EXCLUSIVE, 12},
            {"0123456789abcdef0123456789abcdef__rlock__0000000013", Ticket.Kind.SHARED, 13},
            {"_c_0123456789abcdef-lock-0000000014", Ticket.Kind.EXCLUSIVE, 14},
            {"lock--000000005", Ticket.Kind.EXCLUSIVE, -5},
            {"lock--2147483648", Ticket.Kind.EXCLUSIVE, Integer.MIN_VALUE},
        };
        for (Object[] row : table) {
            Ticket wanted = new Ticket((String) row[0], (Ticket.Kind) row[1], (Integer) row[2]);
            assertEquals(Optional.of(wanted), Ticket.parse((String) row[0]), (String) row[0]);
        }
    }

    @Test
    void otherNamesAreNobodys() {
        for (String name : List.of("", "lock-", "lock-1", "config", "lock-000000000x", "7")) {
            assertEquals(Optional.empty(), Ticket.parse(name), name);
        }
    }

    @Test
    void theOrderIsThatOfTheCounterWhichWraps() {
        List<String> line =
                List.of(
                        "lock--2147483648",
                        "b-lock-2147483646",
                        "lock--2147483647",
                        "x",
                        "a-lock-2147483647");
        assertEquals(
                List.of(2147483646, 2147483647, -2147483648, -2147483647),
                Ticket.inOrder(line).stream().map(Ticket::number).toList());
    }

    @Test
    void whoWaitsForWhom() {
        List<Ticket> line =
                Ticket.inOrder(
                        List.of(
                                "-__READ__0000000000",
                                "-__READ__0000000001",
                                "-__WRIT__0000000002",
                                "-__READ__0000000003",
                                "-__WRIT__0000000004",
                                "-__READ__0000000005"));
        int[][] table = {
            // place, reader waits for, anybody alone waits for
            {0, -1, -1},
            {1, -1, 0},
            {2, -1, 1},
            {3, 2, 2},
            {4, 2, 3},
            {5, 4, 4},
        };
        for (int[] row : table) {
            assertEquals(
                    at(line, row[1]), Rule.TOGETHER.waitsFor(line, row[0]), "reader " + row[0]);
            assertEquals(at(line, row[2]), Rule.ALONE.waitsFor(line, row[0]), "writer " + row[0]);
        }
    }

    private static Optional<Ticket> at(List<Ticket> line, int place) {
        return place < 0 ? Optional.empty() : Optional.of(line.get(place));
    }
}
