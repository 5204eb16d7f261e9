package org.muster.bench.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.muster.bench.proc.LiveHeap;
import org.muster.bench.proc.ProcFs;
import org.muster.bench.report.Figure;

/** What a client needs that does nothing: objects in the heap, and threads. */
final class IdleClients {
    private static final int FIRST = 20;

    private final Driver driver;
    private final ClientProgram.Order order;
    private final int count;

    IdleClients(Driver driver, ClientProgram.Order order) {
        this.driver = driver;
        this.order = order;
        this.count = order.quick() ? 50 : 300;
    }

    void run(ClientProgram.Report report) {
        Need own = need(() -> driver.connect(order.hosts(), () -> {}));
        report.tell(Figure.IDLE_CLIENT_HEAP, own.heapBytes());
        report.tell(Figure.IDLE_CLIENT_THREADS, own.threads());
        Need sharing = need(() -> driver.connectSharing(order.hosts()));
        report.tell(Figure.SHARING_CLIENT_HEAP, sharing.heapBytes());
        report.tell(Figure.SHARING_CLIENT_THREADS, sharing.threads());
    }

    /** The first few are not counted: with them comes what all clients have together. */
    private Need need(Supplier<Connection> opening) {
        List<Connection> open = new ArrayList<>();
        try {
            open(open, opening, FIRST);
            long pid = ProcessHandle.current().pid();
            long heap = LiveHeap.ownBytes();
            long threads = ProcFs.threads(pid);
            open(open, opening, count);
            double moreThreads = ProcFs.threads(pid) - threads;
            double moreHeap = LiveHeap.ownBytes() - heap;
            return new Need(moreHeap / count, moreThreads / count);
        } finally {
            open.forEach(Connection::close);
        }
    }

    private static void open(List<Connection> open, Supplier<Connection> opening, int more) {
        for (int i = 0; i < more; i++) {
            open.add(opening.get());
        }
    }

    /** What one needs. */
    record Need(double heapBytes, double threads) {}
}
