package org.muster.testkit.clients;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.muster.testkit.ServerProcess;

/** A server with two Curator clients. */
final class CuratorClients implements AutoCloseable {
    static final int WAIT_SECONDS = 30;

    final ServerProcess server;
    final CuratorFramework one;
    final CuratorFramework two;

    CuratorClients() throws IOException {
        server = ServerProcess.start(Servers.subject());
        one = connect(server);
        two = connect(server);
    }

    static CuratorFramework connect(ServerProcess server) {
        CuratorFramework client =
                CuratorFrameworkFactory.newClient(
                        server.connectString(), 20_000, 15_000, new RetryOneTime(100));
        client.start();
        return client;
    }

    /** Waits until something is so, for half a minute at most. */
    static void eventually(String claim, Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() - deadline < 0, claim);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        one.close();
        two.close();
        server.close();
    }
}
