package org.muster.bench.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.load.LatencyHistogram;
import org.muster.bench.proc.Pause;
import org.muster.bench.report.Figure;

/**
 * How long a client is without a connection after its own was cut, while all servers are well. Each
 * client's is cut once, after it has held for a while: what a client has learned from a failure
 * before must not slow it down.
 */
final class Reattach {
    private static final int SETTLE_MS = 11_000;
    private static final int LIMIT_S = 30;

    private final Driver driver;
    private final ClientProgram.Order order;
    private final int count;

    Reattach(Driver driver, ClientProgram.Order order) {
        this.driver = driver;
        this.order = order;
        this.count = order.quick() ? 20 : 200;
    }

    /** A client, the way its bytes take now, and a permit for each time it was attached. */
    private record Subject(Connection connection, Relay.Way way, Semaphore attached) {}

    void run(ClientProgram.Report report) {
        LatencyHistogram times = new LatencyHistogram();
        try (Relay relay = new Relay(addresses(order.hosts()))) {
            List<Subject> subjects = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                subjects.add(open(relay));
            }
            Pause.ms(SETTLE_MS);
            for (Subject subject : subjects) {
                long begin = System.nanoTime();
                subject.way().cut();
                await(subject.attached());
                times.record(System.nanoTime() - begin);
            }
            subjects.forEach(subject -> subject.connection().close());
        } catch (IOException e) {
            throw new BenchFailure("cannot relay", e);
        }
        report.tell(Figure.REATTACH_P50, times.quantileNs(0.5) / 1e6);
        report.tell(Figure.REATTACH_P99, times.quantileNs(0.99) / 1e6);
    }

    private Subject open(Relay relay) {
        Semaphore attached = new Semaphore(0);
        Connection connection = driver.connect(relay.hosts(), attached::release);
        await(attached);
        return new Subject(connection, relay.newest(), attached);
    }

    private static void await(Semaphore attached) {
        try {
            if (!attached.tryAcquire(LIMIT_S, TimeUnit.SECONDS)) {
                throw new BenchFailure("a client is not attached again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    /** The servers in a list like {@code 127.0.0.1:2181,127.0.0.1:2182}. */
    static List<InetSocketAddress> addresses(String hosts) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String host : List.of(hosts.split(",", -1))) {
            int colon = host.lastIndexOf(':');
            int port = Integer.parseInt(host.substring(colon + 1));
            addresses.add(new InetSocketAddress(host.substring(0, colon), port));
        }
        return addresses;
    }
}
