package org.muster.state;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.state.auth.AccessList;
import org.muster.state.tree.TreeWalk;
import org.muster.state.tree.Znode;

/**
 * A state as snapshot records: sessions, ACLs, nodes. The ACLs have to come before the nodes, so
 * the tree is walked twice.
 */
final class StateExport implements Iterator<SnapshotRecord> {
    private final State state;
    private final Queue<SnapshotRecord> heading = new ArrayDeque<>();
    private final Map<AccessList, Long> aclIds = new LinkedHashMap<>();
    private final TreeWalk walk;
    private boolean aclsDone;
    private boolean hasNode;
    private AccessList lastAcl = AccessList.OPEN;
    private long lastAclId = SnapshotRecord.OPEN_ACL;

    StateExport(State state) {
        this.state = state;
        this.walk = state.tree.walk();
        state.sessions.forEach(
                (id, timeoutMs) -> heading.add(new SnapshotRecord.Session(id, timeoutMs)));
    }

    @Override
    public boolean hasNext() {
        return !heading.isEmpty() || prepareNext();
    }

    private boolean prepareNext() {
        if (!aclsDone) {
            aclsDone = true;
            collectAcls();
            if (!heading.isEmpty()) {
                return true;
            }
        }
        hasNode = hasNode || walk.advance();
        return hasNode;
    }

    private void collectAcls() {
        TreeWalk all = state.tree.walk();
        while (all.advance()) {
            AccessList acl = all.node().acl();
            if (!acl.equals(lastAcl) && !acl.equals(AccessList.OPEN) && !aclIds.containsKey(acl)) {
                long id = aclIds.size() + 1L;
                aclIds.put(acl, id);
                heading.add(new SnapshotRecord.AclEntry(id, acl.entries()));
            }
            lastAcl = acl;
        }
        lastAcl = AccessList.OPEN;
    }

    @Override
    public SnapshotRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        SnapshotRecord first = heading.poll();
        if (first != null) {
            return first;
        }
        hasNode = false;
        Znode node = walk.node();
        return new SnapshotRecord.Node(
                walk.path(), node.data(), idOf(node.acl()), node.persistedStat());
    }

    private long idOf(AccessList acl) {
        if (!acl.equals(lastAcl)) {
            lastAcl = acl;
            Long id = aclIds.get(acl);
            lastAclId = id == null ? SnapshotRecord.OPEN_ACL : id;
        }
        return lastAclId;
    }
}
