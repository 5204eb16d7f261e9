package org.muster.sim.check;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.muster.model.Acl;
import org.muster.model.Id;
import org.muster.model.Perms;
import org.muster.model.WatchEvent;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.WatcherType;

/** The watches of one connection, and which events each change owes it. */
final class WatchBook {
    /** How long a watch lasts and how far it reaches. */
    private enum Mode {
        STANDARD,
        PERSISTENT,
        RECURSIVE
    }

    /**
     * An event that must come.
     *
     * @param optional whether it may also stay away, the client's identities being in change
     */
    record Expected(WatchEvent event, boolean optional) {}

    private final Map<String, EnumSet<Mode>> data = new TreeMap<>();
    private final Map<String, EnumSet<Mode>> child = new TreeMap<>();

    void watchData(String path) {
        add(data, path, Mode.STANDARD);
    }

    void watchChildren(String path) {
        add(child, path, Mode.STANDARD);
    }

    void addWatch(String path, boolean recursive) {
        if (recursive) {
            add(data, path, Mode.RECURSIVE);
        } else {
            add(data, path, Mode.PERSISTENT);
            add(child, path, Mode.PERSISTENT);
        }
    }

    /** How many entries there are. */
    int size() {
        return data.size() + child.size();
    }

    /** Whether there is a watch of the type at the path; {@code remove} takes it away. */
    boolean find(String path, WatcherType type, boolean remove) {
        boolean found = false;
        for (Mode mode : Mode.values()) {
            boolean standard = mode == Mode.STANDARD;
            boolean inData =
                    switch (type) {
                        case ANY -> true;
                        case DATA -> standard;
                        case CHILDREN -> false;
                        case PERSISTENT -> mode == Mode.PERSISTENT;
                        case PERSISTENT_RECURSIVE -> mode == Mode.RECURSIVE;
                    };
            boolean inChild =
                    switch (type) {
                        case ANY -> true;
                        case DATA, PERSISTENT_RECURSIVE -> false;
                        case CHILDREN -> standard;
                        case PERSISTENT -> mode == Mode.PERSISTENT;
                    };
            found |= inData && find(data, path, mode, remove);
            found |= inChild && find(child, path, mode, remove);
        }
        return found;
    }

    /** Sets watches again; answers the events that are due at once. */
    List<WatchEvent> restore(LinkRequest.SetWatches request, ReferenceModel model, long zxid) {
        List<WatchEvent> due = new ArrayList<>();
        for (ZPath path : request.data()) {
            Znode znode = model.at(path.toString(), zxid);
            if (znode == null) {
                due.add(new WatchEvent(WatchEvent.Type.NODE_DELETED, path));
            } else if (znode.mzxid() > request.relativeZxid()) {
                due.add(new WatchEvent(WatchEvent.Type.NODE_DATA_CHANGED, path));
            } else {
                watchData(path.toString());
            }
        }
        for (ZPath path : request.exist()) {
            if (model.at(path.toString(), zxid) != null) {
                due.add(new WatchEvent(WatchEvent.Type.NODE_CREATED, path));
            } else {
                watchData(path.toString());
            }
        }
        for (ZPath path : request.child()) {
            Znode znode = model.at(path.toString(), zxid);
            if (znode == null) {
                due.add(new WatchEvent(WatchEvent.Type.NODE_DELETED, path));
            } else if (znode.pzxid() > request.relativeZxid()) {
                due.add(new WatchEvent(WatchEvent.Type.NODE_CHILDREN_CHANGED, path));
            } else {
                watchChildren(path.toString());
            }
        }
        request.persistent().forEach(path -> addWatch(path.toString(), false));
        request.persistentRecursive().forEach(path -> addWatch(path.toString(), true));
        return due;
    }

    /** The events one change owes, in order; one-shot watches that fire are used up. */
    List<Expected> fire(Change change, List<Id> before, List<Id> now) {
        List<Expected> events = new ArrayList<>();
        String path = change.path();
        boolean served = hasData(path);
        use(data, path);
        WatchEvent.Type type =
                switch (change.kind()) {
                    case CREATED -> WatchEvent.Type.NODE_CREATED;
                    case DELETED -> WatchEvent.Type.NODE_DELETED;
                    case DATA -> WatchEvent.Type.NODE_DATA_CHANGED;
                };
        if (change.kind() == Change.Kind.DELETED) {
            served |= child.containsKey(path);
            use(child, path);
        }
        if (served) {
            owe(events, new WatchEvent(type, ZPath.of(path)), change.acl(), before, now);
        }
        if (change.kind() != Change.Kind.DATA && !path.equals("/")) {
            String parent = Paths.parent(path);
            boolean parentWatched = child.containsKey(parent);
            use(child, parent);
            if (parentWatched) {
                WatchEvent.Type children = WatchEvent.Type.NODE_CHILDREN_CHANGED;
                WatchEvent event = new WatchEvent(children, ZPath.of(parent));
                owe(events, event, change.parentAcl(), before, now);
            }
        }
        return events;
    }

    private static void owe(
            List<Expected> events, WatchEvent event, List<Acl> acl, List<Id> before, List<Id> now) {
        boolean then = AccessRules.permits(acl, Perms.READ, before);
        boolean today = AccessRules.permits(acl, Perms.READ, now);
        if (then || today) {
            events.add(new Expected(event, then != today));
        }
    }

    private boolean hasData(String path) {
        if (data.containsKey(path)) {
            return true;
        }
        String at = path;
        while (!at.equals("/")) {
            at = Paths.parent(at);
            Set<Mode> modes = data.get(at);
            if (modes != null && modes.contains(Mode.RECURSIVE)) {
                return true;
            }
        }
        return false;
    }

    private static void use(Map<String, EnumSet<Mode>> table, String path) {
        find(table, path, Mode.STANDARD, true);
    }

    private static void add(Map<String, EnumSet<Mode>> table, String path, Mode mode) {
        table.computeIfAbsent(path, _ -> EnumSet.noneOf(Mode.class)).add(mode);
    }

    private static boolean find(
            Map<String, EnumSet<Mode>> table, String path, Mode mode, boolean remove) {
        EnumSet<Mode> modes = table.get(path);
        if (modes == null || !modes.contains(mode)) {
            return false;
        }
        if (remove) {
            modes.remove(mode);
            if (modes.isEmpty()) {
                table.remove(path);
            }
        }
        return true;
    }

    /** All paths with a watch, for tests of the book itself. */
    Set<String> paths() {
        Set<String> paths = new TreeSet<>(data.keySet());
        paths.addAll(child.keySet());
        return paths;
    }
}
