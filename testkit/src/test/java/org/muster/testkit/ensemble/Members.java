package org.muster.testkit.ensemble;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;
import org.muster.testkit.rawwire.Link;

/** The members of one ensemble, each in a process of its own. */
public final class Members implements AutoCloseable {
    private static final long DEADLINE_S = 30;

    private final Map<Integer, ServerProcess> servers = new TreeMap<>();

    /**
     * Starts members below {@code folder}, and returns when all of them serve. The voter with the
     * largest id leads: just enough of the last voters start first, and the others join them.
     *
     * @param observers how many of them, the last ones, do not vote
     */
    public Members(int voters, int observers, Path folder, ServerLaunch launch)
            throws IOException, InterruptedException {
        int count = voters + observers;
        List<Integer> ports = freePorts(2 * count);
        ServerLaunch common = launch.with("initLimit", "10").with("syncLimit", "5");
        for (int id = 1; id <= count; id++) {
            String role = id <= voters ? "participant" : "observer";
            String address = "127.0.0.1:" + ports.get(2 * id - 2) + ":" + ports.get(2 * id - 1);
            common = common.with("server." + id, address + ":" + role);
        }
        int first = voters - voters / 2;
        List<Integer> later = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            if (id < first || id > voters) {
                later.add(id);
            }
        }
        try {
            start(IntStream.rangeClosed(first, voters).boxed().toList(), folder, common);
            start(later, folder, common);
        } catch (ExecutionException failure) {
            close();
            throw new IOException(failure.getCause());
        }
    }

    private void start(List<Integer> ids, Path folder, ServerLaunch common)
            throws IOException, InterruptedException, ExecutionException {
        try (ExecutorService starters = Executors.newCachedThreadPool()) {
            Map<Integer, Future<ServerProcess>> starting = new TreeMap<>();
            for (int id : ids) {
                Path home = folder.resolve("server-" + id);
                Path data = Files.createDirectories(home.resolve("data"));
                Files.writeString(data.resolve("myid"), id + "\n");
                // Empty as it is it may vote before the others are here.
                Files.writeString(data.resolve("initialize"), "");
                ServerLaunch own = common.in(home);
                starting.put(id, starters.submit(() -> ServerProcess.start(own)));
            }
            for (Map.Entry<Integer, Future<ServerProcess>> one : starting.entrySet()) {
                servers.put(one.getKey(), one.getValue().get());
            }
        }
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            ports.add(socket.getLocalPort());
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    /** In the order of their ids. */
    public List<ServerProcess> all() {
        return List.copyOf(servers.values());
    }

    /** Waits until one of them says that it leads: its place in {@link #all}. */
    public int leader() throws IOException {
        List<ServerProcess> all = all();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (System.nanoTime() < deadline) {
            for (int i = 0; i < all.size(); i++) {
                if (saysThatItLeads(all.get(i))) {
                    return i;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new IOException("nobody leads");
    }

    private static boolean saysThatItLeads(ServerProcess server) {
        try {
            return server.isAlive() && Link.word(server.port(), "srvr").contains("Mode: leader");
        } catch (IOException notNow) {
            return false;
        }
    }

    @Override
    public void close() {
        servers.values().forEach(ServerProcess::close);
    }
}
