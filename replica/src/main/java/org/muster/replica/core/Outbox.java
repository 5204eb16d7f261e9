package org.muster.replica.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.muster.replica.route.Batch;
import org.muster.replica.route.Delivery;

/** What one turn has for the fronts: one list for all of them, and who must see it. */
final class Outbox {
    private List<Delivery> gathered = new ArrayList<>();
    private final boolean[] concerned;

    Outbox(int fronts) {
        this.concerned = new boolean[fronts];
    }

    /** How many fronts there are. */
    int fronts() {
        return concerned.length;
    }

    /** Adds what concerns every front. */
    void add(Delivery.Committed committed) {
        gathered.add(committed);
        Arrays.fill(concerned, true);
    }

    /** Adds what concerns every front, without being a transaction. */
    void addForAll(Delivery delivery) {
        gathered.add(delivery);
        Arrays.fill(concerned, true);
    }

    /** Adds what concerns {@code front} alone. */
    void add(int front, Delivery delivery) {
        gathered.add(delivery);
        concerned[front] = true;
    }

    /** Hands over what was gathered and begins anew. */
    void flush(CoreEffects out) {
        if (gathered.isEmpty()) {
            return;
        }
        Batch batch = new Batch(Collections.unmodifiableList(gathered));
        gathered = new ArrayList<>();
        for (int front = 0; front < concerned.length; front++) {
            if (concerned[front]) {
                concerned[front] = false;
                out.deliver(front, batch);
            }
        }
    }
}
