package org.muster.replica.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.muster.model.Property;
import org.muster.model.ZPath;

/** The table against a naive one: a map of maps of mode sets, searched from end to end. */
final class WatchTableTest {
    private static final List<ZPath> PATHS =
            List.of(
                    ZPath.of("/"),
                    ZPath.of("/a"),
                    ZPath.of("/b"),
                    ZPath.of("/a/b"),
                    ZPath.of("/a/c"),
                    ZPath.of("/ab"),
                    ZPath.of("/a/b/c"),
                    ZPath.of("/a/b/c/d"));
    private static final int[] MODES = {
        WatchTable.STANDARD_DATA,
        WatchTable.STANDARD_CHILD,
        WatchTable.PERSISTENT,
        WatchTable.RECURSIVE
    };
    private static final int[] LISTENING = {
        WatchTable.IN_DATA_TABLE, WatchTable.IN_CHILD_TABLE, WatchTable.ANY
    };

    /** What the table should be. */
    private static final class Naive {
        final Map<Integer, Map<ZPath, Integer>> modes = new TreeMap<>();

        Map<ZPath, Integer> of(int who) {
            return modes.computeIfAbsent(who, w -> new LinkedHashMap<>());
        }

        void add(int who, ZPath path, int mode) {
            of(who).merge(path, mode, (a, b) -> a | b);
        }

        boolean tryRemove(int who, ZPath path, int mode) {
            int before = of(who).getOrDefault(path, 0);
            set(who, path, before & ~mode);
            return (before & mode) != 0;
        }

        void set(int who, ZPath path, int mode) {
            if (mode == 0) {
                of(who).remove(path);
            } else {
                of(who).put(path, mode);
            }
        }

        Set<Integer> trigger(ZPath path, int listening) {
            TreeSet<Integer> told = new TreeSet<>();
            for (int who : modes.keySet()) {
                int own = of(who).getOrDefault(path, 0);
                boolean above =
                        (listening & WatchTable.RECURSIVE) != 0
                                && of(who).entrySet().stream()
                                        .anyMatch(e ->
                                                (e.getValue() & WatchTable.RECURSIVE) != 0
                                                        && path.isAtOrBelow(e.getKey()));
                if ((own & listening) != 0 || above) {
                    told.add(who);
                }
                int once = WatchTable.STANDARD_DATA | WatchTable.STANDARD_CHILD;
                set(who, path, own & ~(listening & once));
            }
            return told;
        }

        int count(int table) {
            int count = 0;
            for (Map<ZPath, Integer> each : modes.values()) {
                for (int mode : each.values()) {
                    count += (mode & table) == 0 ? 0 : 1;
                }
            }
            return count;
        }

        int dataPaths() {
            TreeSet<ZPath> paths = new TreeSet<>();
            modes.values()
                    .forEach(each ->
                            each.forEach((path, mode) -> {
                                if ((mode & WatchTable.IN_DATA_TABLE) != 0) {
                                    paths.add(path);
                                }
                            }));
            return paths.size();
        }

        int dataWatchers() {
            return (int)
                    modes.values().stream()
                            .filter(each ->
                                    each.values().stream()
                                            .anyMatch(
                                                    mode -> (mode & WatchTable.IN_DATA_TABLE) != 0))
                            .count();
        }
    }

    @Test
    void doesWhatTheNaiveTableDoes() {
        Property.holds(300, WatchTableTest::compare);
    }

    private static void compare(RandomGenerator random) {
        WatchTable<Integer> table = new WatchTable<>(random.nextLong());
        Naive naive = new Naive();
        List<Watcher<Integer>> watchers = new ArrayList<>();
        int count = 1 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            watchers.add(new Watcher<>(i, i));
        }
        for (int step = 0; step < 400; step++) {
            int who = random.nextInt(count);
            Watcher<Integer> watcher = watchers.get(who);
            ZPath path = PATHS.get(random.nextInt(PATHS.size()));
            int mode = MODES[random.nextInt(MODES.length)];
            int listening = LISTENING[random.nextInt(LISTENING.length)];
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> {
                    table.add(watcher, path, mode);
                    naive.add(who, path, mode);
                }
                case 4 ->
                        assertEquals(
                                naive.tryRemove(who, path, mode),
                                table.tryRemove(watcher, path, mode));
                case 5 -> {
                    table.removeAll(watcher);
                    naive.of(who).clear();
                }
                case 6 -> assertTriggers(table, naive, path, listening);
                default ->
                        assertEquals(
                                (naive.of(who).getOrDefault(path, 0) & mode) != 0,
                                table.has(watcher, path, mode));
            }
            assertEquals(naive.count(WatchTable.IN_DATA_TABLE), table.dataWatches());
            assertEquals(naive.count(WatchTable.IN_CHILD_TABLE), table.childWatches());
            assertEquals(naive.dataPaths(), table.dataPaths());
            assertEquals(naive.dataWatchers(), table.dataWatchers());
        }
        Naive seen = new Naive();
        table.forEach((path, who, modes) -> seen.add(who, path, modes));
        seen.modes.values().removeIf(Map::isEmpty);
        naive.modes.values().removeIf(Map::isEmpty);
        assertEquals(naive.modes, seen.modes);
    }

    private static void assertTriggers(
            WatchTable<Integer> table, Naive naive, ZPath path, int listening) {
        List<Integer> told = new ArrayList<>();
        table.trigger(path, listening, told::add);
        TreeSet<Integer> once = new TreeSet<>(told);
        assertEquals(once.size(), told.size(), "nobody is told twice");
        assertEquals(naive.trigger(path, listening), once);
    }

    @Test
    void theParentOfAChildIsFoundWithoutItsPathBeingMade() {
        WatchTable<Integer> table = new WatchTable<>(7);
        Watcher<Integer> root = new Watcher<>(1, 1);
        Watcher<Integer> a = new Watcher<>(2, 2);
        table.add(root, ZPath.ROOT, WatchTable.STANDARD_CHILD);
        table.add(a, ZPath.of("/a"), WatchTable.PERSISTENT);
        table.add(a, ZPath.of("/ab"), WatchTable.STANDARD_CHILD);

        List<String> told = new ArrayList<>();
        table.triggerParent(ZPath.of("/a"), (path, who) -> told.add(path + " " + who));
        table.triggerParent(ZPath.of("/a"), (path, who) -> told.add(path + " " + who));
        table.triggerParent(ZPath.of("/a/x"), (path, who) -> told.add(path + " " + who));
        table.triggerParent(ZPath.of("/a/x"), (path, who) -> told.add(path + " " + who));
        table.triggerParent(ZPath.ROOT, (path, who) -> told.add(path + " " + who));
        assertEquals(List.of("/ 1", "/a 2", "/a 2"), told);
    }

    @Test
    void tenThousandWatchersOfOneNodeComeAndGo() {
        WatchTable<Integer> table = new WatchTable<>(7);
        List<Watcher<Integer>> watchers = new ArrayList<>();
        ZPath path = ZPath.of("/config");
        for (int i = 0; i < 10_000; i++) {
            Watcher<Integer> watcher = new Watcher<>(i, i);
            watchers.add(watcher);
            table.add(watcher, path, WatchTable.STANDARD_DATA);
        }
        for (int i = 0; i < 10_000; i += 2) {
            table.removeAll(watchers.get(i));
        }
        int[] told = {0};
        table.trigger(path, WatchTable.IN_DATA_TABLE, who -> told[0]++);
        assertEquals(5_000, told[0]);
        assertEquals(0, table.watchedPaths());
    }
}
