package org.muster.testkit.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * A client that creates znodes and remembers of which it was told. Their names end with a number of
 * the server's: an operation that was carried out twice has left two.
 */
final class Appender implements Actor.Part {
    static final String HOME = "/appended";

    private static final int THINK_MS = 15;

    private final String name;
    private final Client client;
    private final Random random;
    private int number;
    private volatile String folder;

    // Guarded by this.
    private final Map<String, List<String>> acknowledged = new LinkedHashMap<>();

    Appender(String name, Client client, long seed, String folder) {
        this.name = name;
        this.client = client;
        this.random = new Random(seed);
        this.folder = folder;
    }

    /** Later znodes are made in this folder, which is there. */
    void moveTo(String other) {
        folder = other;
    }

    @Override
    public void step() throws IOException, InterruptedException {
        ZooKeeper zk = client.handle();
        String parent = folder;
        String path = parent + "/" + name + "-" + ++number + "-";
        try {
            String made =
                    zk.create(
                            path,
                            new byte[random.nextInt(200)],
                            Ids.OPEN_ACL_UNSAFE,
                            CreateMode.PERSISTENT_SEQUENTIAL);
            acknowledged(parent, made.substring(parent.length() + 1));
        } catch (KeeperException unknown) {
            requireConnectionTrouble(path, unknown);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(THINK_MS)));
    }

    /** Only a lost connection or session may be the reason why an operation has no answer. */
    static void requireConnectionTrouble(String what, KeeperException failure) {
        switch (failure.code()) {
            case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED, OPERATIONTIMEOUT -> {
                return;
            }
            default -> throw new AssertionError(what, failure);
        }
    }

    private synchronized void acknowledged(String parent, String node) {
        acknowledged.computeIfAbsent(parent, _ -> new ArrayList<>()).add(node);
    }

    /** What it was told of, by folder. */
    synchronized Map<String, List<String>> acknowledged() {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        acknowledged.forEach((parent, nodes) -> copy.put(parent, List.copyOf(nodes)));
        return copy;
    }

    /** What is wrong if a folder holds {@code children} where {@code known} were acknowledged. */
    static List<String> faults(String folder, List<String> known, List<String> children) {
        List<String> faults = new ArrayList<>();
        Set<String> missing = new TreeSet<>(known);
        missing.removeAll(new HashSet<>(children));
        if (!missing.isEmpty()) {
            faults.add(folder + ": acknowledged, but lost: " + missing);
        }
        Set<String> operations = new HashSet<>();
        for (String child : children) {
            if (!operations.add(child.substring(0, child.lastIndexOf('-')))) {
                faults.add(folder + ": carried out twice: " + child);
            }
        }
        return faults;
    }
}
