package org.muster.sim.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A transaction in the making: what it would change, over the state before it. */
final class Draft {
    private final VersionedTree tree;
    private final long base;
    private final Map<String, Optional<Znode>> changed = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();

    Draft(VersionedTree tree, long base) {
        this.tree = tree;
        this.base = base;
    }

    @Nullable Znode at(String path) {
        Optional<Znode> own = changed.get(path);
        return own != null ? own.orElse(null) : tree.at(path, base);
    }

    /** The znode before this transaction. */
    @Nullable Znode before(String path) {
        return tree.at(path, base);
    }

    /** All znodes at and below {@code top}, by path, as they are now or were before. */
    Map<String, Znode> subtree(String top, boolean before) {
        Map<String, Znode> found = new TreeMap<>();
        Znode first = before(top);
        if (first != null) {
            found.put(top, first);
        }
        tree.below(top, base).forEach(placed -> found.put(placed.path(), placed.znode()));
        if (!before) {
            changed.forEach((path, znode) -> {
                if (path.equals(top) || path.startsWith(top + "/")) {
                    found.remove(path);
                    znode.ifPresent(present -> found.put(path, present));
                }
            });
        }
        return found;
    }

    void put(String path, @Nullable Znode znode) {
        changed.put(path, Optional.ofNullable(znode));
    }

    void tell(Change change) {
        changes.add(change);
    }

    /** Removes a znode that is there, and tells. */
    void remove(String path, Znode znode, long zxid) {
        String parentPath = Paths.parent(path);
        Znode parent = at(parentPath);
        if (parent == null) {
            throw new IllegalStateException("the model lost the parent of " + path);
        }
        put(path, null);
        put(parentPath, parent.withChild(-1, zxid));
        tell(new Change(Change.Kind.DELETED, path, znode.acl(), parent.acl()));
        new Quotas(this).account(path, -1, -znode.length());
    }

    List<Change> changes() {
        return changes;
    }

    void commit(long zxid) {
        changed.forEach((path, znode) -> tree.put(path, zxid, znode.orElse(null)));
    }
}
