package org.muster.bench.client;

import java.util.Objects;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.proc.LiveHeap;
import org.muster.bench.report.Figure;

/** What a client keeps in its heap for each watch. */
final class IdleWatches {
    private final Driver driver;
    private final ClientProgram.Order order;
    private final int count;

    IdleWatches(Driver driver, ClientProgram.Order order) {
        this.driver = driver;
        this.order = order;
        this.count = order.quick() ? 5_000 : 20_000;
    }

    void run(ClientProgram.Report report) {
        Object[] kept = new Object[count];
        try (Connection connection = driver.connect(order.hosts(), () -> {})) {
            Nodes.create(connection, count);
            Window reads = new Window(Nodes.WIDTH);
            for (int i = 0; i < count; i++) {
                connection.get(Nodes.path(i), reads.enter());
            }
            reads.drain();
            long before = LiveHeap.ownBytes();
            Window watches = new Window(Nodes.WIDTH);
            for (int i = 0; i < count; i++) {
                int own = i;
                Runnable changed = () -> requireKept(kept, own);
                kept[i] = connection.watch(Nodes.path(i), changed, watches.enter());
            }
            watches.drain();
            long after = LiveHeap.ownBytes();
            report.tell(Figure.IDLE_WATCH_HEAP, (double) (after - before) / count);
            requireKept(kept, count - 1);
        }
    }

    /** Whatever a program does in such a case; it holds what the watch has given. */
    private static void requireKept(Object[] kept, int own) {
        if (Objects.isNull(kept[own])) {
            throw new BenchFailure("a watch was lost");
        }
    }
}
