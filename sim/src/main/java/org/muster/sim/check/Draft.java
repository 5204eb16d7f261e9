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
    }

    List<Change> changes() {
        return changes;
    }

    void commit(long zxid) {
        changed.forEach((path, znode) -> tree.put(path, zxid, znode.orElse(null)));
    }
}
