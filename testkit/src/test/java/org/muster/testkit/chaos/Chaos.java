package org.muster.testkit.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;

/**
 * One run: an ensemble under load to which one fault after the other happens, and what must hold
 * then and in the end. The seed decides faults and load, but not how processes interleave.
 */
final class Chaos implements AutoCloseable {
    private static final int VOTERS = 3;
    private static final int OBSERVERS = 1;
    private static final int WRITERS = 4;
    private static final int RECOVERY_S = 120;

    private final Arena arena;
    private final Random random;
    private final Faults faults;
    private final List<Client> clients = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();
    private final List<Registers> registers = new ArrayList<>();
    private final List<Appender> appenders = new ArrayList<>();
    private final List<Ephemerals> ephemerals = new ArrayList<>();
    private final List<String> folders = new ArrayList<>();
    private final Client probe;

    /** Starts everything; returns when all members serve and the load is on. */
    Chaos(Path folder, long seed, ServerLaunch launch) throws Exception {
        random = new Random(seed);
        Optional<DiskFaults> disks = DiskFaults.prepare(folder);
        ServerLaunch configured =
                launch.with("tickTime", "500")
                        .with("initLimit", "20")
                        .with("syncLimit", "6")
                        .with("maxClientCnxns", "0")
                        .with("4lw.commands.whitelist", "*");
        arena = new Arena(folder, VOTERS, OBSERVERS, configured, disks);
        faults = new Faults(arena, random, disks.isPresent());
        try {
            arena.awaitAll(RECOVERY_S);
            probe = client();
            setUp();
        } catch (Exception | AssertionError failure) {
            arena.close();
            throw failure;
        }
    }

    private Client client() throws IOException {
        Client client = new Client(arena.hosts());
        clients.add(client);
        return client;
    }

    private void setUp() throws Exception {
        for (String path : List.of(Registers.HOME, Appender.HOME, Ephemerals.HOME)) {
            create(path);
        }
        for (int key = 0; key < Registers.KEYS; key++) {
            create(Registers.path(key));
        }
        String first = nextFolder();
        for (int i = 0; i < WRITERS; i++) {
            Registers register = new Registers("r" + i, client(), random.nextLong());
            registers.add(register);
            actors.add(new Actor("registers " + i, register));
            Appender appender = new Appender("a" + i, client(), random.nextLong(), first);
            appenders.add(appender);
            actors.add(new Actor("appender " + i, appender));
        }
        List<Integer> ports =
                arena.ids(false).stream().map(arena::server).map(ServerProcess::port).toList();
        for (int i = 0; i < 2; i++) {
            Ephemerals part =
                    new Ephemerals("e" + i, arena.hosts(), ports, client(), random.nextLong());
            ephemerals.add(part);
            actors.add(new Actor("ephemerals " + i, part));
        }
    }

    /** Creates a znode, however long it takes; that it is there already may be an answer lost. */
    private void create(String path) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(RECOVERY_S);
        while (true) {
            try {
                probe.handle()
                        .create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
                return;
            } catch (KeeperException.NodeExistsException done) {
                return;
            } catch (KeeperException trouble) {
                Appender.requireConnectionTrouble(path, trouble);
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError("nothing can be written", trouble);
                }
            }
        }
    }

    private String nextFolder() throws Exception {
        String folder = Appender.HOME + "/" + folders.size();
        create(folder);
        folders.add(folder);
        return folder;
    }

    /** Lets faults happen for about so long, each followed by a recovery. */
    void run(int seconds) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() - end < 0) {
            faults.next();
            long healedNs = System.nanoTime();
            arena.heal();
            // A healed majority makes progress, and so does everyone else before long.
            String folder = nextFolder();
            long writtenMs = since(healedNs);
            arena.awaitAll(RECOVERY_S);
            System.out.println(
                    "chaos: written after "
                            + writtenMs
                            + " ms, all serve after "
                            + since(healedNs)
                            + " ms");
            appenders.forEach(appender -> appender.moveTo(folder));
            requireActors();
            Faults.pause(random.nextInt(1_000));
        }
    }

    private static long since(long ns) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ns);
    }

    private void requireActors() {
        for (Actor actor : actors) {
            actor.failure()
                    .ifPresent(failure -> {
                        throw new AssertionError("a client has failed", failure);
                    });
        }
    }

    /** Ends the load and says what is wrong; empty if nothing is. */
    List<String> verdict() throws Exception {
        for (Actor actor : actors) {
            actor.end();
        }
        requireActors();
        List<Op> history = new ArrayList<>();
        registers.forEach(each -> history.addAll(each.history()));
        List<String> known = new ArrayList<>();
        appenders.forEach(each -> each.acknowledged().values().forEach(known::addAll));
        System.out.println(
                "chaos: "
                        + faults.count()
                        + " faults "
                        + faults.tally()
                        + "; "
                        + history.size()
                        + " operations on registers, "
                        + history.stream().filter(op -> !op.isKnown()).count()
                        + " without an answer; "
                        + known.size()
                        + " creates acknowledged");
        FinalCheck check = new FinalCheck(arena);
        check.registers(history);
        check.appended(folders, appenders);
        check.ephemerals(ephemerals);
        check.membersAreEqual(probe);
        return check.faults();
    }

    @Override
    public void close() {
        // With the servers gone a client's close would wait for them.
        for (Client client : clients) {
            client.close();
        }
        arena.close();
    }
}
