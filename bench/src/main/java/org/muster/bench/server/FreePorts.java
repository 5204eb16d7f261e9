package org.muster.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.muster.bench.failure.BenchFailure;

/**
 * Finds ports of 127.0.0.1 that nobody listens on, below those the kernel gives to outgoing
 * connections: a server that is killed finds its own free again.
 */
final class FreePorts {
    private static final int FIRST = 12_000;
    private static final int COUNT = 20_000;

    private FreePorts() {}

    /** As many different ports; different runs begin to look in different places. */
    static List<Integer> find(int wanted) {
        List<Integer> found = new ArrayList<>();
        List<ServerSocket> held = new ArrayList<>();
        long start = System.nanoTime() / 1_000 % COUNT;
        try {
            for (int i = 0; i < COUNT && found.size() < wanted; i++) {
                int port = FIRST + (int) ((start + i) % COUNT);
                tryHold(port, held);
                if (found.size() < held.size()) {
                    found.add(port);
                }
            }
        } finally {
            held.forEach(FreePorts::release);
        }
        if (found.size() < wanted) {
            throw new BenchFailure("no free port");
        }
        return found;
    }

    private static void tryHold(int port, List<ServerSocket> held) {
        try {
            held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException taken) {
            // The next one may be free.
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new BenchFailure("cannot release a port", e);
        }
    }
}
