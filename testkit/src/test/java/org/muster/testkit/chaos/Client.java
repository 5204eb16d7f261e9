package org.muster.testkit.chaos;

import java.io.IOException;
import org.apache.zookeeper.ZooKeeper;

/** A client of the whole ensemble, with a new session whenever the one before has expired. */
final class Client implements AutoCloseable {
    static final int SESSION_MS = 6_000;

    private final String hosts;
    private ZooKeeper handle;

    Client(String hosts) throws IOException {
        this.hosts = hosts;
        this.handle = open(hosts);
    }

    private static ZooKeeper open(String hosts) throws IOException {
        return new ZooKeeper(hosts, SESSION_MS, event -> {});
    }

    /** The handle of the session that lives; connected or trying to be. */
    ZooKeeper handle() throws IOException, InterruptedException {
        if (!handle.getState().isAlive()) {
            handle.close();
            handle = open(hosts);
        }
        return handle;
    }

    @Override
    public void close() {
        try {
            handle.close();
        } catch (InterruptedException stopRequested) {
            Thread.currentThread().interrupt();
        }
    }
}
