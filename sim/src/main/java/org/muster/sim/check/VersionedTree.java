package org.muster.sim.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every znode that ever was, by path, with the zxid each of its versions appeared at: any state of
 * the past is one lookup. Deliberately plain: a sorted map from path to a list.
 */
final class VersionedTree {
    private record Version(long zxid, @Nullable Znode znode) {}

    /** A znode and where it is. */
    record Placed(String path, Znode znode) {}

    private final NavigableMap<String, List<Version>> history = new TreeMap<>();

    /** The znode at {@code path} in the state after transaction {@code zxid}, null if none. */
    @Nullable Znode at(String path, long zxid) {
        List<Version> versions = history.get(path);
        return versions == null ? null : find(versions, zxid);
    }

    private static @Nullable Znode find(List<Version> versions, long zxid) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            Version version = versions.get(i);
            if (version.zxid <= zxid) {
                return version.znode;
            }
        }
        return null;
    }

    /** From transaction {@code zxid} on, {@code path} holds {@code znode}, or nothing. */
    void put(String path, long zxid, @Nullable Znode znode) {
        List<Version> versions = history.computeIfAbsent(path, _ -> new ArrayList<>());
        int last = versions.size() - 1;
        if (last >= 0 && versions.get(last).zxid == zxid) {
            versions.set(last, new Version(zxid, znode));
        } else {
            versions.add(new Version(zxid, znode));
        }
    }

    /** Forgets everything that happened after {@code zxid}. */
    void truncate(long zxid) {
        history.values()
                .forEach(versions -> {
                    while (!versions.isEmpty() && versions.getLast().zxid > zxid) {
                        versions.removeLast();
                    }
                });
        history.values().removeIf(List::isEmpty);
    }

    /** All znodes strictly below {@code path} at {@code zxid}, by path. */
    List<Placed> below(String path, long zxid) {
        String from = path.equals("/") ? "/" : path + "/";
        List<Placed> found = new ArrayList<>();
        for (Map.Entry<String, List<Version>> entry : history.tailMap(from, false).entrySet()) {
            if (!entry.getKey().startsWith(from)) {
                break;
            }
            Znode znode = find(entry.getValue(), zxid);
            if (znode != null) {
                found.add(new Placed(entry.getKey(), znode));
            }
        }
        return found;
    }

    /** The names of the children of {@code path} at {@code zxid}, sorted. */
    List<String> children(String path, long zxid) {
        int stem = path.equals("/") ? 1 : path.length() + 1;
        List<String> names = new ArrayList<>();
        for (Placed placed : below(path, zxid)) {
            if (placed.path.indexOf('/', stem) < 0) {
                names.add(placed.path.substring(stem));
            }
        }
        return names;
    }
}
