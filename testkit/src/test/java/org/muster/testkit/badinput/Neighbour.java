package org.muster.testkit.badinput;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.muster.testkit.rawwire.Opcode;
import org.muster.testkit.rawwire.Out;
import org.muster.testkit.rawwire.Session;

/**
 * A well-behaved client that writes, reads and notes how long each takes, until it is told to stop.
 */
final class Neighbour implements Callable<Neighbour.Latency> {
    private static final int MOST = 1 << 20;

    private final Session session;
    private final String path;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** Times of a request and its reply. */
    record Latency(int requests, double medianMs, double p99Ms, double worstMs) {}

    Neighbour(int port, String path) throws IOException {
        this.path = path;
        session = Session.open(port, 10_000);
        session.made(path, new byte[] {1}, 1);
    }

    void stop() {
        stopped.set(true);
    }

    @Override
    public Latency call() throws IOException {
        long[] nanos = new long[MOST];
        int requests = 0;
        while (!stopped.get() && requests < MOST) {
            long started = System.nanoTime();
            Session.Reply reply =
                    requests % 2 == 0
                            ? session.ask(
                                    Opcode.SET_DATA,
                                    new Out().string(path).buffer(new byte[100]).int32(-1))
                            : session.ask(Opcode.GET_DATA, new Out().string(path).bool(false));
            nanos[requests++] = System.nanoTime() - started;
            if (reply.error() != 0) {
                throw new IOException("error " + reply.error());
            }
        }
        session.end();
        Arrays.sort(nanos, 0, requests);
        return new Latency(
                requests,
                nanos[requests / 2] / 1e6,
                nanos[(int) (requests * 0.99)] / 1e6,
                nanos[requests - 1] / 1e6);
    }
}
