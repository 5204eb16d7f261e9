package org.muster.testkit.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** A client that writes and reads registers, a few operations in flight, and records all of it. */
final class Registers implements Actor.Part {
    static final String HOME = "/registers";
    static final int KEYS = 5;

    private static final int MOST_IN_FLIGHT = 4;
    private static final int THINK_MS = 12;
    private static final long DEADLINE_S = 120;

    private final String name;
    private final Client client;
    private final Random random;
    private long number;

    // Guarded by this.
    private final List<Op> history = new ArrayList<>();

    Registers(String name, Client client, long seed) {
        this.name = name;
        this.client = client;
        this.random = new Random(seed);
    }

    /** The znode of a register. */
    static String path(int key) {
        return HOME + "/" + key;
    }

    @Override
    public void step() throws IOException, InterruptedException {
        int count = 1 + random.nextInt(MOST_IN_FLIGHT);
        CountDownLatch answers = new CountDownLatch(count);
        ZooKeeper zk = client.handle();
        for (int i = 0; i < count; i++) {
            String key = path(random.nextInt(KEYS));
            int kind = random.nextInt(10);
            if (kind < 4) {
                write(zk, key, answers);
            } else {
                read(zk, key, kind < 7, answers);
            }
        }
        if (!answers.await(DEADLINE_S, TimeUnit.SECONDS)) {
            throw new AssertionError(name + " has no answer at all for " + DEADLINE_S + " s");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(THINK_MS)));
    }

    private void write(ZooKeeper zk, String key, CountDownLatch answers) {
        String value = name + "-" + ++number;
        Op op = new Op(0, number, Op.Kind.WRITE, key, value, System.nanoTime(), 0, -1, -1);
        zk.setData(
                key,
                value.getBytes(StandardCharsets.UTF_8),
                -1,
                (code, path, context, stat) -> {
                    add(code == 0 ? answered(zk, op, value, stat) : op);
                    answers.countDown();
                },
                null);
    }

    private void read(ZooKeeper zk, String key, boolean fresh, CountDownLatch answers) {
        Op.Kind kind = fresh ? Op.Kind.FRESH_READ : Op.Kind.PLAIN_READ;
        Op op = new Op(0, ++number, kind, key, "", System.nanoTime(), 0, -1, -1);
        AtomicBoolean valid = new AtomicBoolean(!fresh);
        if (fresh) {
            zk.sync(key, (code, path, context) -> valid.set(code == 0), null);
        }
        zk.getData(
                key,
                false,
                (code, path, context, data, stat) -> {
                    if (code == 0 && valid.get()) {
                        add(answered(zk, op, new String(data, StandardCharsets.UTF_8), stat));
                    }
                    answers.countDown();
                },
                null);
    }

    private static Op answered(ZooKeeper zk, Op op, String value, Stat stat) {
        long now = System.nanoTime();
        return new Op(
                zk.getSessionId(),
                op.number(),
                op.kind(),
                op.key(),
                value,
                op.beginNs(),
                now,
                stat.getMzxid(),
                stat.getVersion());
    }

    private synchronized void add(Op op) {
        history.add(op);
    }

    /** All it did so far. */
    synchronized List<Op> history() {
        return List.copyOf(history);
    }
}
