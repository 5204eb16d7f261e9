package org.muster.testkit.mixed;

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
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;
import org.muster.testkit.rawwire.Link;

/**
 * An ensemble of servers of both kinds. Who is started decides who leads: of two new members that
 * find each other, the one of the larger id does, and later ones join it.
 */
final class Mixture implements AutoCloseable {
    private static final long DEADLINE_S = 60;

    private final Path folder;
    private final String members;
    private final Map<Integer, ServerProcess> servers = new TreeMap<>();

    /** Of {@code voters} voters with the ids from 1 on, and an observer behind them if asked. */
    Mixture(Path folder, int voters, boolean observer) throws IOException {
        this.folder = folder;
        int count = observer ? voters + 1 : voters;
        List<Integer> ports = freePorts(2 * count);
        StringBuilder text = new StringBuilder();
        for (int id = 1; id <= count; id++) {
            text.append("server.").append(id).append("=127.0.0.1:");
            text.append(ports.get(2 * id - 2)).append(':').append(ports.get(2 * id - 1));
            text.append(id <= voters ? ":participant\n" : ":observer\n");
        }
        this.members = text.toString();
    }

    /** Starts members at once; returns when all of them serve. */
    void start(Map<Integer, ServerLaunch> launches) throws Exception {
        try (ExecutorService starters = Executors.newFixedThreadPool(launches.size())) {
            Map<Integer, Future<ServerProcess>> starting = new TreeMap<>();
            for (Map.Entry<Integer, ServerLaunch> each : launches.entrySet()) {
                ServerLaunch launch = member(each.getKey(), each.getValue());
                starting.put(each.getKey(), starters.submit(() -> ServerProcess.start(launch)));
            }
            IOException failed = null;
            for (Map.Entry<Integer, Future<ServerProcess>> each : starting.entrySet()) {
                try {
                    servers.put(each.getKey(), each.getValue().get());
                } catch (ExecutionException failure) {
                    failed = new IOException("server " + each.getKey(), failure.getCause());
                }
            }
            if (failed != null) {
                throw failed;
            }
        }
    }

    private ServerLaunch member(int id, ServerLaunch launch) throws IOException {
        Path home = folder.resolve("server-" + id);
        Path data = Files.createDirectories(home.resolve("data"));
        Files.writeString(data.resolve("myid"), id + "\n");
        // Servers of the other kind cannot tell an empty one that they are empty too.
        Files.writeString(data.resolve("initialize"), "");
        ServerLaunch own = launch.in(home);
        for (String line : members.lines().toList()) {
            int sign = line.indexOf('=');
            own = own.with(line.substring(0, sign), line.substring(sign + 1));
        }
        return own.with("tickTime", "500")
                .with("initLimit", "20")
                .with("syncLimit", "10")
                .with("maxSessionTimeout", "60000")
                .with("4lw.commands.whitelist", "*")
                .with(
                        "DigestAuthenticationProvider.superDigest",
                        "super:lK75jTNcA+U9vtVEw5vB51mj/w4=");
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

    /** The members in the text that clients read in {@code /zookeeper/config}. */
    String configuration() {
        return members + "version=0";
    }

    ServerProcess server(int id) {
        return servers.get(id);
    }

    /** All that were started, by their ids. */
    List<ServerProcess> all() {
        return List.copyOf(servers.values());
    }

    /** Waits until a member says that it is in office {@code mode}. */
    void awaitMode(int id, String mode) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        String answer = "";
        while (System.nanoTime() - end < 0) {
            answer = Link.word(server(id).port(), "srvr");
            if (answer.contains("Mode: " + mode + "\n")) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new IOException("server " + id + " is no " + mode + " but answers " + answer);
    }

    @Override
    public void close() {
        servers.values().forEach(ServerProcess::close);
    }
}
