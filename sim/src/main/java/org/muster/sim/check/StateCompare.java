package org.muster.sim.check;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.PersistedStat;
import org.muster.model.snapshot.SnapshotRecord;

/** C10: compares a server's whole state with the model's at one zxid. */
final class StateCompare {
    private final ReferenceModel model;
    private final long zxid;

    private StateCompare(ReferenceModel model, long zxid) {
        this.model = model;
        this.zxid = zxid;
    }

    /** What differs first, null if nothing does. */
    static @Nullable String difference(
            ReferenceModel model, long zxid, Iterator<SnapshotRecord> records) {
        return new StateCompare(model, zxid).difference(records);
    }

    private @Nullable String difference(Iterator<SnapshotRecord> records) {
        Map<Long, Integer> sessions = new TreeMap<>();
        Map<Long, List<Acl>> acls = new TreeMap<>();
        Map<String, SnapshotRecord.Node> nodes = new TreeMap<>();
        acls.put(SnapshotRecord.OPEN_ACL, Acl.OPEN);
        while (records.hasNext()) {
            switch (records.next()) {
                case SnapshotRecord.Session(var id, int timeoutMs) ->
                        sessions.put(id.value(), timeoutMs);
                case SnapshotRecord.AclEntry(long id, var acl) -> acls.put(id, acl);
                case SnapshotRecord.Node node -> nodes.put(pathOf(node), node);
            }
        }
        Map<Long, Integer> owed = model.sessionsAt(zxid);
        if (!owed.keySet().equals(sessions.keySet())) {
            return "sessions must be %s but are %s".formatted(owed, sessions);
        }
        SnapshotRecord.Node root = nodes.remove("/");
        Znode modelRoot = Objects.requireNonNull(model.at("/", zxid));
        if (root == null || !matches(modelRoot, root, acls)) {
            return "the root must be %s but is %s".formatted(modelRoot, root);
        }
        for (VersionedTree.Placed placed : model.everything(zxid)) {
            SnapshotRecord.Node node = nodes.remove(placed.path());
            if (node == null || !matches(placed.znode(), node, acls)) {
                return "%s must be %s but is %s".formatted(placed.path(), placed.znode(), node);
            }
        }
        return nodes.isEmpty() ? null : "there should be no " + nodes.keySet();
    }

    private static String pathOf(SnapshotRecord.Node node) {
        String text = node.path().toString();
        return text.isEmpty() ? "/" : text;
    }

    private static boolean matches(
            Znode znode, SnapshotRecord.Node node, Map<Long, List<Acl>> acls) {
        PersistedStat stat = node.stat();
        long owner =
                switch (znode.kind()) {
                    case PLAIN -> 0;
                    case EPHEMERAL -> znode.owner();
                    case CONTAINER -> PersistedStat.CONTAINER;
                    case TTL -> PersistedStat.ttlOwner(znode.owner());
                };
        PersistedStat owed =
                new PersistedStat(
                        znode.czxid(),
                        znode.mzxid(),
                        znode.ctimeMs(),
                        znode.mtimeMs(),
                        znode.version(),
                        znode.creations(),
                        znode.aversion(),
                        owner,
                        znode.pzxid());
        return owed.equals(stat)
                && Objects.equals(znode.data(), node.data())
                && znode.acl().equals(acls.get(node.aclId()));
    }
}
