package org.muster.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muster.model.Bytes;

/**
 * Real Muster servers on free ports of 127.0.0.1 with data of their own, for the tests of a program
 * that uses them: one server alone, or an ensemble. On a JVM that can run Muster they live in it;
 * otherwise each lives in a child, for which a newer JDK must be installed. Thread-safe.
 *
 * <pre>{@code
 * try (TestEnsemble servers = TestEnsemble.start(3)) {
 *     program.connectTo(servers.connectString());
 *     servers.leader().stop();
 *     …
 * }
 * }</pre>
 *
 * <p>Where durability is not the test's matter it is not paid for: data are not forced to disk.
 * Session timeouts may be as short as 400 ms.
 */
public final class TestEnsemble implements AutoCloseable {
    private static final long DEADLINE_S = 30;
    private static final long LOOK_MS = 5;
    private static final int PORT_ATTEMPTS = 5;
    private static final Map<String, String> STANDARD =
            Map.of(
                    "tickTime", "200",
                    "initLimit", "50",
                    "syncLimit", "25",
                    "maxSessionTimeout", "60000",
                    "maxClientCnxns", "0",
                    "forceSync", "no",
                    "preAllocSize", "64",
                    "4lw.commands.whitelist", "*");

    private final Path folder;
    private final List<TestServer> servers;

    private TestEnsemble(Path folder, List<TestServer> servers) {
        this.folder = folder;
        this.servers = servers;
    }

    /** Starts so many servers, 1 for a server alone, and returns when all of them serve. */
    public static TestEnsemble start(int count) {
        return start(count, Map.of());
    }

    /**
     * The same with keys of zoo.cfg, which win over the standard ones.
     *
     * @throws UncheckedIOException if a server does not start; the message says why
     */
    public static TestEnsemble start(int count, Map<String, String> given) {
        if (count < 1) {
            throw new IllegalArgumentException(count + " servers; there must be 1 or more");
        }
        Map<String, String> settings = new TreeMap<>(STANDARD);
        settings.putAll(given);
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return tryStart(count, settings);
                } catch (IOException refusal) {
                    // Somebody took a port between the look and the start.
                    if (!String.valueOf(refusal.getMessage()).contains("in use")
                            || attempt == PORT_ATTEMPTS) {
                        throw refusal;
                    }
                }
            }
        } catch (IOException refusal) {
            throw new UncheckedIOException(refusal);
        }
    }

    private static TestEnsemble tryStart(int count, Map<String, String> given) throws IOException {
        Map<String, String> settings = new TreeMap<>(given);
        if (count > 1) {
            List<Integer> ports = freePorts(2 * count);
            for (int id = 1; id <= count; id++) {
                String address = ports.get(2 * id - 2) + ":" + ports.get(2 * id - 1);
                settings.put("server." + id, "127.0.0.1:" + address);
            }
        }
        TestEnsemble ensemble =
                new TestEnsemble(Files.createTempDirectory("muster-test"), new ArrayList<>());
        try {
            for (int id = 1; id <= count; id++) {
                Path data = Files.createDirectories(ensemble.folder.resolve("server-" + id));
                if (count > 1) {
                    Files.writeString(data.resolve("myid"), id + "\n");
                }
                ensemble.servers.add(TestServer.start(settings, data));
            }
            ensemble.awaitServing();
            return ensemble;
        } catch (IOException | RuntimeException failure) {
            ensemble.close();
            throw failure;
        }
    }

    /** All servers as one connection string. */
    public String connectString() {
        return servers.stream().map(TestServer::connectString).collect(Collectors.joining(","));
    }

    /** In the order of their ids, the first being 1. */
    public List<TestServer> servers() {
        return List.copyOf(servers);
    }

    /**
     * The server that leads, or the one server there is; waits for it.
     *
     * @throws IllegalStateException if nobody leads within half a minute
     */
    public TestServer leader() {
        long deadline = deadline();
        while (true) {
            for (TestServer server : servers) {
                String mode = server.mode();
                if (mode.equals("leader") || mode.equals("standalone")) {
                    return server;
                }
            }
            pause(deadline, "nobody leads");
        }
    }

    /** The servers that follow now. */
    public List<TestServer> followers() {
        return servers.stream().filter(server -> server.mode().equals("follower")).toList();
    }

    /**
     * Waits until all servers that run serve clients.
     *
     * @throws IllegalStateException if they do not within half a minute
     */
    public void awaitServing() {
        long deadline = deadline();
        while (servers.stream().anyMatch(s -> s.isRunning() && s.mode().isEmpty())) {
            pause(deadline, "not every server serves");
        }
    }

    /**
     * Ends a session as if its time were over: its client finds that it has expired, and its
     * ephemeral znodes are gone when this returns.
     *
     * @param session the id, as its client knows it
     * @throws IllegalArgumentException if no such session was opened through these servers
     */
    public void expireSession(long session) {
        Bytes password =
                servers.stream()
                        .flatMap(server -> server.proxy().password(session).stream())
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "no session 0x"
                                                + Long.toHexString(session)
                                                + " was opened through these servers"));
        try {
            SessionEnd.of(session, password, leader().server().orElseThrow());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    /** Starts what is stopped, lets everything flow again, and waits until all serve. */
    public void heal() {
        for (TestServer server : servers) {
            server.start();
            server.proxy().heal();
        }
        awaitServing();
    }

    private static long deadline() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
    }

    private static void pause(long deadline, String otherwise) {
        if (System.nanoTime() - deadline > 0) {
            throw new IllegalStateException(otherwise + " after " + DEADLINE_S + " seconds");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Stops all servers and deletes their data. */
    @Override
    public void close() {
        servers.forEach(TestServer::close);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
