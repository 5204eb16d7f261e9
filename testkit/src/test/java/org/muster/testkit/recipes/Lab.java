package org.muster.testkit.recipes;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.muster.client.ClientRuntime;
import org.muster.client.Code;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.model.request.Op;
import org.muster.testkit.FaultProxy;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;

/** A server, and clients that reach it through proxies that can fail. */
final class Lab {
    /** Longer than anything in these tests takes. */
    static final Duration LONG = Duration.ofSeconds(20);

    /** Long enough to see that nothing happens. */
    static final Duration BRIEF = Duration.ofMillis(150);

    static final Op CREATE2 = Op.CREATE2;
    static final Op DELETE = Op.DELETE;
    static final Op SET_DATA = Op.SET_DATA;
    static final Op MULTI = Op.MULTI;

    /** A client and what stands between it and the server. */
    record Guest(MusterClient client, FaultProxy proxy) {}

    private final ServerProcess server;
    private final ClientRuntime runtime = new ClientRuntime();
    private final List<AutoCloseable> open = new ArrayList<>();
    private int number;

    private Lab(ServerProcess server) {
        this.server = server;
    }

    static Lab open() throws IOException {
        // All clients come from one address.
        ServerLaunch launch =
                ServerLaunch.muster().with("tickTime", "500").with("maxClientCnxns", "0");
        return new Lab(ServerProcess.start(launch));
    }

    ServerProcess server() {
        return server;
    }

    /** A client of its own session and proxy. */
    Guest guest() throws Exception {
        FaultProxy proxy = new FaultProxy(server.address());
        MusterClient client =
                MusterClient.builder(proxy.connectString())
                        .sessionTimeout(Duration.ofSeconds(8))
                        .runtime(runtime)
                        .build();
        open.add(client);
        open.add(proxy);
        client.blocking().ready();
        return new Guest(client, proxy);
    }

    /** A client of its own session. */
    MusterClient client() throws Exception {
        return guest().client();
    }

    /** A client of Curator's. */
    CuratorFramework curator() throws Exception {
        CuratorFramework curator =
                CuratorFrameworkFactory.newClient(
                        server.connectString(), 8_000, 8_000, new RetryOneTime(100));
        open.add(curator);
        curator.start();
        curator.blockUntilConnected();
        return curator;
    }

    /** A path that no other test uses. */
    String path() {
        number++;
        return "/lab/" + number;
    }

    /** The names below a path, in the server's view. */
    static List<String> names(MusterClient client, String path) throws Exception {
        try {
            return client.blocking().children(path).names();
        } catch (MusterException failure) {
            if (failure.code() == Code.NO_NODE) {
                return List.of();
            }
            throw failure;
        }
    }

    /** Waits until something is so. */
    static void until(String what, Callable<Boolean> so) throws Exception {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!so.call()) {
            if (System.nanoTime() - deadline > 0) {
                fail("never: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** What a future brings, in time. */
    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(LONG.toMillis(), TimeUnit.MILLISECONDS);
    }

    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        runtime.close();
        server.close();
    }
}
