package org.muster.bench.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.load.LatencyHistogram;
import org.muster.bench.report.Figure;
import org.muster.bench.report.Row;
import org.muster.bench.report.Suite;

final class ClientSideTest {
    @Test
    void figuresComeALineEach() {
        assertEquals(
                Map.of(Figure.REATTACH_P50, 1.5, Figure.IDLE_WATCH_HEAP, 2048.0),
                ClientSide.figures(List.of("REATTACH_P50 1.5", "IDLE_WATCH_HEAP 2048.0")));
    }

    @Test
    void anyOtherLineIsRefused() {
        for (String line : List.of("", "hello", "hello 1", "REATTACH_P50", "REATTACH_P50 soon")) {
            assertThrows(BenchFailure.class, () -> ClientSide.figures(List.of(line)), line);
        }
    }

    @Test
    void anOrderArrivesAsItWasGiven() {
        var order =
                new ClientProgram.Order(
                        Task.REATTACH, "127.0.0.1:1,127.0.0.1:2", true, Path.of("/"));
        assertEquals(order, ClientProgram.Order.of(order.words()));
        assertArrayEquals(
                new String[] {"REATTACH", "127.0.0.1:1,127.0.0.1:2", "true", "/"}, order.words());
    }

    @Test
    void everyRowOfClientsIsYieldedByOneTask() {
        Set<Row> yielded = EnumSet.noneOf(Row.class);
        for (Task task : Task.values()) {
            for (Row row : task.rows()) {
                assertTrue(yielded.add(row), row.key());
            }
        }
        assertEquals(Row.of(Suite.CLIENT), yielded);
        assertTrue(Task.PIPELINED.yields(EnumSet.of(Row.CLIENT_SETS)));
        assertEquals(false, Task.PIPELINED.yields(EnumSet.of(Row.REATTACH)));
    }

    @Test
    void aListOfServersIsTakenApart() {
        assertEquals(
                List.of(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 2181),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 2182)),
                Reattach.addresses("127.0.0.1:2181,127.0.0.1:2182"));
    }

    @Test
    void aLoadIsDividedByItsCalls() {
        LatencyHistogram latencies = new LatencyHistogram();
        latencies.record(1_000_000);
        latencies.record(1_000_000);
        Pipelined.Load load = new Pipelined.Load(latencies, 1_000_000, 50);
        assertEquals(2, load.thousandsPerSecond(), 1e-9);
        assertEquals(25, load.cpuMicros(), 1e-9);
        assertEquals(1, load.p99Ms(), 1e-9);
    }
}
