package org.muster.client.machine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.client.machine.Watch.Break;
import org.muster.client.machine.Watch.Kind;
import org.muster.model.WatchEvent;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.WatcherType;

/**
 * Who is interested in what: per kind, from path to watches. The server keeps one watch for each
 * kind and path, however many there are here.
 */
final class WatchTable {
    /** The reference's clients split here, and its servers' default frame limit allows it. */
    private static final int BATCH_BYTES = 128 << 10;

    private final Map<Kind, Map<ZPath, Set<Watch>>> table = new EnumMap<>(Kind.class);

    /** Paths of reads with a watch that are on their way: their watches may be set already. */
    private final Map<ZPath, Integer> announced = new LinkedHashMap<>();

    WatchTable() {
        for (Kind kind : Kind.values()) {
            table.put(kind, new LinkedHashMap<>());
        }
    }

    private Map<ZPath, Set<Watch>> of(Kind kind) {
        return table.computeIfAbsent(kind, k -> new LinkedHashMap<>());
    }

    void announce(ZPath path) {
        announced.merge(path, 1, Integer::sum);
    }

    void announcedIsOver(ZPath path) {
        announced.computeIfPresent(path, (p, count) -> count == 1 ? null : count - 1);
    }

    void add(Watch watch) {
        of(watch.kind).computeIfAbsent(watch.path, p -> new LinkedHashSet<>()).add(watch);
    }

    boolean contains(Watch watch) {
        Set<Watch> found = of(watch.kind).get(watch.path);
        return found != null && found.contains(watch);
    }

    /**
     * Takes a watch away. The result says whether the server may forget all watches of this client
     * at the path: servers before 3.9 cannot take away persistent ones alone, so the last one here
     * takes all, and until then surplus events are dropped.
     */
    boolean remove(Watch watch) {
        Set<Watch> found = of(watch.kind).get(watch.path);
        if (found == null || !found.remove(watch)) {
            return false;
        }
        if (found.isEmpty()) {
            of(watch.kind).remove(watch.path);
        }
        return !announced.containsKey(watch.path)
                && table.values().stream().noneMatch(paths -> paths.containsKey(watch.path));
    }

    /** The request that makes a server forget all watches at a path. */
    static LinkRequest.RemoveWatches forget(ZPath path) {
        return new LinkRequest.RemoveWatches(path, WatcherType.ANY);
    }

    /** Tells an event to whom it concerns; one-shot watches it meets are over. */
    void fire(WatchEvent event, long zxid) {
        switch (event.type()) {
            case NODE_CREATED, NODE_DATA_CHANGED -> {
                // To the server both kinds are one, and the event has used it up.
                fireOnce(Kind.DATA, event, zxid);
                fireOnce(Kind.EXIST, event, zxid);
            }
            case NODE_CHILDREN_CHANGED -> fireOnce(Kind.CHILD, event, zxid);
            case NODE_DELETED -> {
                fireOnce(Kind.DATA, event, zxid);
                fireOnce(Kind.EXIST, event, zxid);
                fireOnce(Kind.CHILD, event, zxid);
            }
        }
        tell(Kind.PERSISTENT, event.path(), event, zxid);
        if (event.type() != WatchEvent.Type.NODE_CHILDREN_CHANGED
                && !of(Kind.RECURSIVE).isEmpty()) {
            ZPath at = event.path();
            tell(Kind.RECURSIVE, at, event, zxid);
            while (!at.isRoot() && at.lastSlash() >= 0) {
                at = at.parent();
                tell(Kind.RECURSIVE, at, event, zxid);
            }
        }
    }

    private void fireOnce(Kind kind, WatchEvent event, long zxid) {
        Set<Watch> found = of(kind).remove(event.path());
        if (found != null) {
            found.forEach(watch -> watch.sink.changed(event, zxid));
        }
    }

    private void tell(Kind kind, ZPath path, WatchEvent event, long zxid) {
        Set<Watch> found = of(kind).get(path);
        if (found != null) {
            found.forEach(watch -> watch.sink.changed(event, zxid));
        }
    }

    /** Tells of a break: persistent watches stay; one-shot ones end if their session did. */
    void gap(Break why, long fromZxid) {
        for (Map.Entry<Kind, Map<ZPath, Set<Watch>>> row : table.entrySet()) {
            boolean persistent = row.getKey().isPersistent();
            if (persistent || why == Break.NEW_SESSION) {
                row.getValue()
                        .values()
                        .forEach(set -> set.forEach(watch -> watch.sink.gap(why, fromZxid)));
            }
            if (!persistent && why == Break.NEW_SESSION) {
                row.getValue().clear();
            }
        }
    }

    /** Ends all watches. */
    void end(String why) {
        for (Map<ZPath, Set<Watch>> paths : table.values()) {
            paths.values().forEach(set -> set.forEach(watch -> watch.sink.ended(0, why)));
            paths.clear();
        }
        announced.clear();
    }

    /** A request that sets watches again, and the persistent watches that live by it. */
    record Batch(LinkRequest.SetWatches request, List<Watch> persistent) {}

    /** What to send on a new connection so that the server knows all watches again. */
    List<Batch> restore(long relativeZxid) {
        announced.clear();
        List<Batch> batches = new ArrayList<>();
        Map<Kind, List<ZPath>> lists = lists();
        List<Watch> persistent = new ArrayList<>();
        int bytes = 0;
        for (Kind kind : Kind.values()) {
            Iterator<Map.Entry<ZPath, Set<Watch>>> rows = of(kind).entrySet().iterator();
            while (rows.hasNext()) {
                Map.Entry<ZPath, Set<Watch>> row = rows.next();
                int more = row.getKey().length() + 4;
                if (bytes > 0 && bytes + more > BATCH_BYTES) {
                    batches.add(batch(relativeZxid, lists, persistent));
                    lists = lists();
                    persistent = new ArrayList<>();
                    bytes = 0;
                }
                bytes += more;
                lists.computeIfAbsent(kind, k -> new ArrayList<>()).add(row.getKey());
                if (kind.isPersistent()) {
                    persistent.addAll(row.getValue());
                }
            }
        }
        if (bytes > 0) {
            batches.add(batch(relativeZxid, lists, persistent));
        }
        return batches;
    }

    private static Map<Kind, List<ZPath>> lists() {
        Map<Kind, List<ZPath>> lists = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            lists.put(kind, new ArrayList<>());
        }
        return lists;
    }

    private static Batch batch(
            long relativeZxid, Map<Kind, List<ZPath>> lists, List<Watch> persistent) {
        return new Batch(
                new LinkRequest.SetWatches(
                        persistent.isEmpty() ? Op.SET_WATCHES : Op.SET_WATCHES2,
                        relativeZxid,
                        lists.getOrDefault(Kind.DATA, List.of()),
                        lists.getOrDefault(Kind.EXIST, List.of()),
                        lists.getOrDefault(Kind.CHILD, List.of()),
                        lists.getOrDefault(Kind.PERSISTENT, List.of()),
                        lists.getOrDefault(Kind.RECURSIVE, List.of())),
                persistent);
    }
}
