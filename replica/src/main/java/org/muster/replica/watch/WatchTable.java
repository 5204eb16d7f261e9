package org.muster.replica.watch;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.muster.model.ZPath;

/**
 * The watches of one front.
 *
 * <p>A watch is one object that is at once a link in the list of its path, in the list of its
 * watcher and in a hash table of (path, watcher). So registering, removing and consuming take
 * constant time however many watch the same node, telling takes time per watcher told, and a watch
 * costs some 50 bytes. Source: client protocol, watches.
 *
 * <p>What one connection has at one path is a set of modes, bits of an int. The protocol speaks of
 * two tables, data and child: standard watches are in one of them, persistent ones in both,
 * recursive ones in the data table.
 *
 * @param <C> who is told
 */
public final class WatchTable<C> {
    /** One-shot, for existence and data: set by getData and exists. */
    public static final int STANDARD_DATA = 1;

    /** One-shot, for children and deletion: set by the getChildren family. */
    public static final int STANDARD_CHILD = 1 << 1;

    /** Stays; for all that happens to the node and its list of children. */
    public static final int PERSISTENT = 1 << 2;

    /** Stays; for all that happens to the node and every node below it. */
    public static final int RECURSIVE = 1 << 3;

    /** The modes of the data table. */
    public static final int IN_DATA_TABLE = STANDARD_DATA | PERSISTENT | RECURSIVE;

    /** The modes of the child table. */
    public static final int IN_CHILD_TABLE = STANDARD_CHILD | PERSISTENT;

    /** Every mode. */
    public static final int ANY = IN_DATA_TABLE | IN_CHILD_TABLE;

    private final PathIndex<C> paths;
    private final PairIndex<C> pairs = new PairIndex<>();
    private int dataWatches;
    private int childWatches;
    private int dataPaths;
    private int dataWatchers;
    private int recursiveWatches;
    private long step;

    /** An empty table; {@code secret} keeps clients from choosing paths that collide. */
    public WatchTable(long secret) {
        this.paths = new PathIndex<>(secret);
    }

    /** How many (connection, path) pairs are in the data table. */
    public int dataWatches() {
        return dataWatches;
    }

    /** How many (connection, path) pairs are in the child table. */
    public int childWatches() {
        return childWatches;
    }

    /** How many paths have a watch in the data table. */
    public int dataPaths() {
        return dataPaths;
    }

    /** How many watchers have a watch in the data table. */
    public int dataWatchers() {
        return dataWatchers;
    }

    /** How many paths have a watch of any kind. */
    public int watchedPaths() {
        return paths.size();
    }

    /** Adds {@code modes} to what {@code watcher} waits for at {@code path}. */
    public void add(Watcher<C> watcher, ZPath path, int modes) {
        WatchedPath<C> at = paths.obtain(path);
        Watch<C> watch = pairs.find(at, watcher);
        if (watch == null) {
            watch = new Watch<>(at, watcher);
            at.link(watch);
            linkToWatcher(watch);
            pairs.add(watch);
        }
        setModes(watch, watch.modes | modes);
    }

    /** Takes {@code modes} away from what {@code watcher} waits for; whether it had any of them. */
    public boolean tryRemove(Watcher<C> watcher, ZPath path, int modes) {
        Watch<C> watch = find(watcher, path);
        if (watch == null || (watch.modes & modes) == 0) {
            return false;
        }
        take(watch, modes);
        return true;
    }

    /** Whether {@code watcher} waits at {@code path} with any of {@code modes}. */
    public boolean has(Watcher<C> watcher, ZPath path, int modes) {
        Watch<C> watch = find(watcher, path);
        return watch != null && (watch.modes & modes) != 0;
    }

    /** Forgets all watches of {@code watcher}. */
    public void removeAll(Watcher<C> watcher) {
        Watch<C> watch = watcher.first();
        while (watch != null) {
            Watch<C> next = watch.nextOfWatcher;
            take(watch, ANY);
            watch = next;
        }
    }

    /**
     * Tells, once each, those who wait at {@code path} with any of {@code listening}, and with
     * recursive watches above it if {@code listening} includes them; one-shot modes of {@code
     * listening} are consumed. {@code told} must not change this table.
     */
    public void trigger(ZPath path, int listening, Consumer<? super C> told) {
        step++;
        WatchedPath<C> at = paths.find(path);
        if (at != null) {
            tell(at, listening, told);
        }
        if (recursiveWatches > 0 && (listening & RECURSIVE) != 0) {
            tellAncestors(path, told);
        }
    }

    /**
     * Tells those who wait for changes of the list of children of {@code child}'s parent, and gives
     * the parent's path with each; one-shot child watches are consumed.
     */
    public void triggerParent(ZPath child, BiConsumer<ZPath, ? super C> told) {
        int slash = child.lastSlash();
        if (slash < 0 || child.isRoot()) {
            return;
        }
        int end = Math.max(slash, 1);
        long hash = paths.begin();
        for (int i = 0; i < end; i++) {
            hash = PathIndex.extend(hash, child.at(i));
        }
        WatchedPath<C> parent = paths.findPrefix(child, end, hash);
        if (parent != null) {
            step++;
            ZPath path = parent.path;
            tell(parent, IN_CHILD_TABLE, owner -> told.accept(path, owner));
        }
    }

    /** Visits the watches of {@code watcher} with their modes. */
    public void forEachOf(Watcher<C> watcher, ObjIntConsumer<ZPath> visitor) {
        for (Watch<C> watch = watcher.first(); watch != null; watch = watch.nextOfWatcher) {
            visitor.accept(watch.path.path, watch.modes);
        }
    }

    private @Nullable Watch<C> find(Watcher<C> watcher, ZPath path) {
        WatchedPath<C> at = paths.find(path);
        return at == null ? null : pairs.find(at, watcher);
    }

    private void tell(WatchedPath<C> at, int listening, Consumer<? super C> told) {
        int consumed = listening & (STANDARD_DATA | STANDARD_CHILD);
        Watch<C> watch = at.first;
        while (watch != null) {
            Watch<C> next = watch.nextOnPath;
            if ((watch.modes & listening) != 0) {
                if (watch.watcher.tryReach(step)) {
                    told.accept(watch.watcher.owner());
                }
                if ((watch.modes & consumed) != 0) {
                    take(watch, consumed);
                }
            }
            watch = next;
        }
    }

    private void tellAncestors(ZPath path, Consumer<? super C> told) {
        long hash = paths.begin();
        for (int i = 0; i < path.length(); i++) {
            byte b = path.at(i);
            if (b == '/' && i > 0) {
                tellRecursive(paths.findPrefix(path, i, hash), told);
            }
            hash = PathIndex.extend(hash, b);
            if (i == 0 && path.length() > 1) {
                tellRecursive(paths.findPrefix(path, 1, hash), told);
            }
        }
    }

    private void tellRecursive(@Nullable WatchedPath<C> at, Consumer<? super C> told) {
        if (at == null) {
            return;
        }
        for (Watch<C> watch = at.first; watch != null; watch = watch.nextOnPath) {
            if ((watch.modes & RECURSIVE) != 0 && watch.watcher.tryReach(step)) {
                told.accept(watch.watcher.owner());
            }
        }
    }

    private void take(Watch<C> watch, int modes) {
        setModes(watch, watch.modes & ~modes);
        if (watch.modes == 0) {
            watch.path.unlink(watch);
            unlinkFromWatcher(watch);
            pairs.remove(watch);
            if (watch.path.first == null) {
                paths.remove(watch.path);
            }
        }
    }

    private void setModes(Watch<C> watch, int modes) {
        int before = watch.modes;
        int data = count(modes, IN_DATA_TABLE) - count(before, IN_DATA_TABLE);
        dataWatches += data;
        dataPaths += watch.path.addDataWatches(data);
        dataWatchers += watch.watcher.addDataWatches(data);
        childWatches += count(modes, IN_CHILD_TABLE);
        childWatches -= count(before, IN_CHILD_TABLE);
        recursiveWatches += count(modes, RECURSIVE);
        recursiveWatches -= count(before, RECURSIVE);
        watch.modes = (byte) modes;
    }

    private static int count(int modes, int of) {
        return (modes & of) == 0 ? 0 : 1;
    }

    private void linkToWatcher(Watch<C> watch) {
        Watch<C> head = watch.watcher.first();
        watch.nextOfWatcher = head;
        if (head != null) {
            head.previousOfWatcher = watch;
        }
        watch.watcher.setFirst(watch);
    }

    private void unlinkFromWatcher(Watch<C> watch) {
        Watch<C> before = watch.previousOfWatcher;
        Watch<C> after = watch.nextOfWatcher;
        if (before == null) {
            watch.watcher.setFirst(after);
        } else {
            before.nextOfWatcher = after;
        }
        if (after != null) {
            after.previousOfWatcher = before;
        }
    }

    /** Visits every path with each of its watchers and its modes. */
    public void forEach(Visitor<? super C> visitor) {
        paths.forEach(at -> {
            for (Watch<C> w = at.first; w != null; w = w.nextOnPath) {
                visitor.visit(at.path, w.watcher.owner(), w.modes);
            }
        });
    }

    /** Takes the watches one by one. */
    @FunctionalInterface
    public interface Visitor<C> {
        /** {@code watcher} waits at {@code path} with {@code modes}. */
        void visit(ZPath path, C watcher, int modes);
    }
}
