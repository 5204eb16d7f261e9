package org.muster.replica.front;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The open connections by their link number. A number is a count above a slot: found without
 * search, never used twice.
 */
final class Links {
    private static final int SMALLEST = 16;

    private @Nullable Connection[] slots = new Connection[SMALLEST];
    private int[] free = new int[SMALLEST];
    private int freeCount;
    private int used;
    private long count;

    /** How many there are. */
    int size() {
        return used - freeCount;
    }

    /** The number for the next connection, to be {@link #put} at once. */
    long reserve() {
        int slot;
        if (freeCount > 0) {
            slot = free[--freeCount];
        } else {
            if (used == slots.length) {
                slots = Arrays.copyOf(slots, used * 2);
                free = Arrays.copyOf(free, used * 2);
            }
            slot = used++;
        }
        count++;
        return count << Integer.SIZE | slot;
    }

    void put(Connection connection) {
        slots[(int) connection.link] = connection;
    }

    @Nullable Connection find(long link) {
        int slot = (int) link;
        Connection connection = slot < used ? slots[slot] : null;
        return connection != null && connection.link == link ? connection : null;
    }

    void remove(Connection connection) {
        int slot = (int) connection.link;
        slots[slot] = null;
        free[freeCount++] = slot;
    }

    /** Visits all of them, in a repeatable order; the visitor must close none. */
    void forEach(Consumer<Connection> visitor) {
        for (int slot = 0; slot < used; slot++) {
            Connection connection = slots[slot];
            if (connection != null) {
                visitor.accept(connection);
            }
        }
    }

    /** All of them in the order they came. */
    List<Connection> snapshot() {
        List<Connection> all = new ArrayList<>(size());
        forEach(all::add);
        all.sort(Comparator.comparingLong(connection -> connection.link));
        return all;
    }
}
