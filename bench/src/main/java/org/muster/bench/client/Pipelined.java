package org.muster.bench.client;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.muster.bench.load.LatencyHistogram;
import org.muster.bench.proc.ProcFs;
import org.muster.bench.report.Figure;

/** How many gets and sets a second one client does on its one connection. */
final class Pipelined {
    private static final int NODES = 10_000;
    private static final int WIDTH = 256;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int READ_CLOCK_EVERY = 64;

    private final Driver driver;
    private final ClientProgram.Order order;
    private final String[] paths = new String[NODES];
    private final RandomGenerator random = RandomGeneratorFactory.of("SplittableRandom").create(1);

    Pipelined(Driver driver, ClientProgram.Order order) {
        this.driver = driver;
        this.order = order;
        for (int i = 0; i < NODES; i++) {
            paths[i] = Nodes.path(i);
        }
    }

    /** One call of the kind that is measured. */
    private interface Call {
        void make(String path, Connection.Done done);
    }

    void run(ClientProgram.Report report) {
        byte[] data = Nodes.data();
        try (Connection connection = driver.connect(order.hosts(), () -> {})) {
            Nodes.create(connection, NODES);
            Load gets = measure(connection::get);
            report.tell(Figure.CLIENT_GETS_RATE, gets.thousandsPerSecond());
            report.tell(Figure.CLIENT_GETS_CPU, gets.cpuMicros());
            report.tell(Figure.CLIENT_GETS_P99, gets.p99Ms());
            Load sets = measure((path, done) -> connection.set(path, data, done));
            report.tell(Figure.CLIENT_SETS_RATE, sets.thousandsPerSecond());
            report.tell(Figure.CLIENT_SETS_CPU, sets.cpuMicros());
            report.tell(Figure.CLIENT_SETS_P99, sets.p99Ms());
        }
    }

    private Load measure(Call call) {
        load(call, (order.quick() ? 2 : 4) * SECOND_NS);
        return load(call, (order.quick() ? 2 : 5) * SECOND_NS);
    }

    private Load load(Call call, long lengthNs) {
        Window window = new Window(WIDTH);
        long pid = ProcessHandle.current().pid();
        long cpu = ProcFs.cpuMicros(pid);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < lengthNs) {
            for (int i = 0; i < READ_CLOCK_EVERY; i++) {
                call.make(paths[random.nextInt(NODES)], window.enter());
            }
        }
        LatencyHistogram latencies = window.drain();
        long tookNs = System.nanoTime() - begin;
        return new Load(latencies, tookNs, ProcFs.cpuMicros(pid) - cpu);
    }

    /** What a load has yielded. */
    record Load(LatencyHistogram latencies, long tookNs, long usedMicros) {
        double thousandsPerSecond() {
            return latencies.count() * 1e6 / tookNs;
        }

        double cpuMicros() {
            return (double) usedMicros / latencies.count();
        }

        double p99Ms() {
            return latencies.quantileNs(0.99) / 1e6;
        }
    }
}
