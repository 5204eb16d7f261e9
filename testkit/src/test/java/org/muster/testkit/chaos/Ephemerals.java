package org.muster.testkit.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.muster.testkit.rawwire.Opcode;
import org.muster.testkit.rawwire.Out;
import org.muster.testkit.rawwire.Session;

/**
 * Sessions that come and go with an ephemeral each. As long as its session lives an ephemeral is
 * there; once its session has been closed it is gone; if its session is abandoned it goes later.
 */
final class Ephemerals implements Actor.Part {
    static final String HOME = "/ephemerals";

    private static final int LOOKS = 20;
    private static final int PAUSE_MS = 100;

    private final String name;
    private final String hosts;
    private final List<Integer> ports;
    private final Client observer;
    private final Random random;
    private int number;

    // Guarded by this.
    private final Set<String> ended = new TreeSet<>();

    Ephemerals(String name, String hosts, List<Integer> ports, Client observer, long seed) {
        this.name = name;
        this.hosts = hosts;
        this.ports = ports;
        this.observer = observer;
        this.random = new Random(seed);
    }

    @Override
    public void step() throws IOException, InterruptedException {
        String path = HOME + "/" + name + "-" + ++number;
        switch (random.nextInt(3)) {
            case 0 -> abandon(path);
            case 1 -> close(path);
            default -> live(path);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS));
    }

    /** A session whose client dies without a word. */
    private void abandon(String path) {
        try (Session session =
                Session.open(ports.get(random.nextInt(ports.size())), Client.SESSION_MS)) {
            session.made(path, new byte[0], CreateMode.EPHEMERAL.toFlag());
        } catch (IOException refused) {
            // Whether it was made is not known; it must be gone in the end all the same.
            add(path);
            return;
        }
        add(path);
    }

    private void live(String path) throws IOException, InterruptedException {
        ZooKeeper zk = new ZooKeeper(hosts, Client.SESSION_MS, event -> {});
        try {
            zk.create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
            for (int i = random.nextInt(LOOKS); i >= 0; i--) {
                if (zk.exists(path, false) == null) {
                    throw new AssertionError(path + " is gone while its session lives");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS));
            }
        } catch (KeeperException trouble) {
            Appender.requireConnectionTrouble(path, trouble);
        }
        zk.close();
        add(path);
    }

    /** A session that is told of its end: whoever asks afterwards finds nothing of it. */
    private void close(String path) throws IOException, InterruptedException {
        add(path);
        try (Session session =
                Session.open(ports.get(random.nextInt(ports.size())), Client.SESSION_MS)) {
            session.made(path, new byte[0], CreateMode.EPHEMERAL.toFlag());
            if (session.ask(Opcode.CLOSE_SESSION, new Out()).error() != 0) {
                return;
            }
        } catch (IOException refused) {
            return;
        }
        try {
            ZooKeeper zk = observer.handle();
            AtomicBoolean synced = new AtomicBoolean();
            zk.sync(HOME, (code, at, context) -> synced.set(code == 0), null);
            if (zk.exists(path, false) != null && synced.get()) {
                throw new AssertionError(path + " outlives its session");
            }
        } catch (KeeperException trouble) {
            Appender.requireConnectionTrouble(path, trouble);
        }
    }

    private synchronized void add(String path) {
        ended.add(path);
    }

    /** The ephemerals of sessions that have ended or will. */
    synchronized List<String> ended() {
        return new ArrayList<>(ended);
    }
}
