package org.muster.testkit.chaos;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.muster.testkit.ServerProcess;
import org.muster.testkit.rawwire.Link;

/** What must hold on every member when all faults are over. */
final class FinalCheck {
    private static final int MOST_SHOWN = 10;
    private static final long DEADLINE_S = 120;

    /** Members remember a digest each 128 changes. */
    private static final int CHANGES = 600;

    private final Arena arena;
    private final List<String> faults = new ArrayList<>();

    FinalCheck(Arena arena) {
        this.arena = arena;
    }

    /** What was found wrong. */
    List<String> faults() {
        return faults;
    }

    private void add(List<String> found) {
        found.stream().limit(MOST_SHOWN).forEach(faults::add);
    }

    private interface Question {
        void ask(int id, ZooKeeper client) throws Exception;
    }

    /** Asks each member behind a sync. */
    private void onEachMember(Question question) throws Exception {
        for (int id : arena.ids(false)) {
            ServerProcess server = arena.server(id);
            CountDownLatch synced = new CountDownLatch(1);
            ZooKeeper client =
                    new ZooKeeper(server.connectString(), 5 * Client.SESSION_MS, event -> {});
            try {
                client.sync(
                        "/",
                        (code, path, context) -> {
                            if (code == 0) {
                                synced.countDown();
                            }
                        },
                        null);
                if (!synced.await(DEADLINE_S, TimeUnit.SECONDS)) {
                    faults.add("member " + id + " answers no sync: " + server.output());
                    return;
                }
                question.ask(id, client);
            } finally {
                client.close();
            }
        }
    }

    /** The history, and a last look at each register on each member. */
    void registers(List<Op> history) throws Exception {
        List<Op> whole = new ArrayList<>(history);
        onEachMember((id, client) -> {
            for (int key = 0; key < Registers.KEYS; key++) {
                Stat stat = new Stat();
                String path = Registers.path(key);
                long begin = System.nanoTime();
                byte[] data = client.getData(path, false, stat);
                whole.add(
                        new Op(
                                client.getSessionId(),
                                key,
                                Op.Kind.FRESH_READ,
                                path,
                                new String(data, StandardCharsets.UTF_8),
                                begin,
                                System.nanoTime(),
                                stat.getMzxid(),
                                stat.getVersion()));
            }
        });
        add(RegisterCheck.faults(whole));
    }

    /** Everything that was acknowledged is there, once. */
    void appended(List<String> folders, List<Appender> appenders) throws Exception {
        Map<String, List<String>> known = new TreeMap<>();
        for (Appender appender : appenders) {
            appender.acknowledged()
                    .forEach((folder, nodes) ->
                            known.computeIfAbsent(folder, _ -> new ArrayList<>()).addAll(nodes));
        }
        onEachMember((id, client) -> {
            for (String folder : folders) {
                List<String> children = client.getChildren(folder, false);
                List<String> expected = known.getOrDefault(folder, List.of());
                for (String fault : Appender.faults(folder, expected, children)) {
                    faults.add("member " + id + ": " + fault);
                }
            }
        });
    }

    /** Every session but those of this check has ended, and its ephemerals with it. */
    void ephemerals(List<Ephemerals> parts) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        onEachMember((id, client) -> {
            List<String> left = client.getChildren(Ephemerals.HOME, false);
            while (!left.isEmpty() && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                left = client.getChildren(Ephemerals.HOME, false);
            }
            if (!left.isEmpty()) {
                faults.add("member " + id + ": ephemerals without a session: " + left);
            }
        });
        if (parts.stream().allMatch(part -> part.ended().isEmpty())) {
            faults.add("no session with an ephemeral has come and gone");
        }
    }

    /** All members had the same tree at each zxid at which they remember one. */
    void membersAreEqual(Client writer) throws Exception {
        CountDownLatch written = new CountDownLatch(CHANGES);
        for (int i = 0; i < CHANGES; i++) {
            writer.handle()
                    .setData(
                            Registers.path(0),
                            ("last " + i).getBytes(StandardCharsets.UTF_8),
                            -1,
                            (code, path, context, stat) -> written.countDown(),
                            null);
        }
        if (!written.await(DEADLINE_S, TimeUnit.SECONDS)) {
            faults.add("the last changes have no answers");
        }
        Map<String, Map<Integer, String>> digests = new TreeMap<>();
        onEachMember((id, client) -> {
            for (String line : Link.word(arena.server(id).port(), "hash").lines().toList()) {
                String[] parts = line.split(": ", 2);
                digests.computeIfAbsent(parts[0], _ -> new TreeMap<>()).put(id, parts[1]);
            }
        });
        int members = arena.ids(false).size();
        boolean comparable = digests.values().stream().anyMatch(each -> each.size() == members);
        if (!comparable) {
            faults.add("there is no zxid of which all members remember a digest: " + digests);
        }
        digests.forEach((zxid, each) -> {
            if (each.values().stream().distinct().count() > 1) {
                faults.add("members differ at 0x" + zxid + ": " + each);
            }
        });
    }
}
