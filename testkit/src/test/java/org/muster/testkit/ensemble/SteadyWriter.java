package org.muster.testkit.ensemble;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.muster.testkit.ServerProcess;

/**
 * A client of one member that creates one znode after the other, in a thread of its own, and
 * remembers what it was told of each. Names end with a number of the server's: a write that was
 * carried out twice has left two znodes.
 */
final class SteadyWriter implements AutoCloseable {
    private static final int SESSION_MS = 20_000;
    private static final long DEADLINE_S = 30;

    private final String name;
    private final ZooKeeper client;
    private final Thread thread;
    private volatile boolean stopping;

    // Guarded by this.
    private final List<String> acknowledged = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private long lastNs = System.nanoTime();
    private long longestGapNs;

    /** Writes below {@code parent}, which is there, until {@link #close}. */
    SteadyWriter(String name, ServerProcess member, String parent) throws Exception {
        this.name = name;
        this.client = connect(member);
        this.thread = Thread.ofPlatform().name(name).start(() -> write(parent));
    }

    /** A client of only this member, connected. */
    static ZooKeeper connect(ServerProcess member) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client =
                new ZooKeeper(
                        member.connectString(),
                        SESSION_MS,
                        event -> {
                            if (event.getState() == KeeperState.SyncConnected) {
                                connected.countDown();
                            }
                        });
        if (!connected.await(DEADLINE_S, TimeUnit.SECONDS)) {
            client.close();
            throw new AssertionError("no session on\n" + member.output());
        }
        return client;
    }

    private void write(String parent) {
        byte[] data = name.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; !stopping; i++) {
            String path = parent + "/" + name + "-" + i + "-";
            try {
                String made =
                        client.create(
                                path, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_SEQUENTIAL);
                acknowledged(made.substring(parent.length() + 1));
            } catch (KeeperException failure) {
                failed(path + ": " + failure.code());
            } catch (InterruptedException stopRequested) {
                return;
            }
        }
    }

    private synchronized void acknowledged(String node) {
        long now = System.nanoTime();
        longestGapNs = Math.max(longestGapNs, now - lastNs);
        lastNs = now;
        acknowledged.add(node);
    }

    private synchronized void failed(String what) {
        failures.add(what);
    }

    /** The znodes that it was told are made. */
    synchronized List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** The operations that failed. */
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /** The longest time between two acknowledgements since the last call. */
    synchronized long takeLongestGapMs() {
        long gap = TimeUnit.NANOSECONDS.toMillis(longestGapNs);
        longestGapNs = 0;
        return gap;
    }

    /** Waits until it has been told of {@code more} znodes than now. */
    void awaitProgress(int more) {
        int target = acknowledged().size() + more;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (acknowledged().size() < target) {
            if (System.nanoTime() > deadline || !thread.isAlive()) {
                throw new AssertionError(name + " does not get on; failed: " + failures());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** Lets its last operation end. */
    void finish() throws InterruptedException {
        stopping = true;
        thread.join(TimeUnit.SECONDS.toMillis(DEADLINE_S));
    }

    @Override
    public void close() {
        stopping = true;
        try {
            client.close();
            finish();
        } catch (InterruptedException stopRequested) {
            Thread.currentThread().interrupt();
        }
    }
}
