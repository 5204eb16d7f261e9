package org.muster.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muster.model.PersistedStat;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.state.auth.AccessList;
import org.muster.state.map.OrderedMap;
import org.muster.state.quota.QuotaPaths;
import org.muster.state.tree.TreeBuilder;
import org.muster.state.tree.TreeEdit;

/**
 * Makes a state from the records of a snapshot, in one pass and bottom-up. Used once, by one
 * thread.
 */
public final class StateBuilder {
    private final TreeBuilder tree = new TreeBuilder();
    private final Map<SessionId, Integer> sessions = new TreeMap<>();
    private final Map<Long, AccessList> acls = new TreeMap<>();
    private final Map<SessionId, List<ZPath>> ephemerals = new TreeMap<>();
    private final List<ZPath> reapables = new ArrayList<>();
    private final List<ZPath> quotas = new ArrayList<>();
    private boolean countsUsage;
    private int unresolvedAcls;
    private long lastAclId = SnapshotRecord.OPEN_ACL;
    private AccessList lastAcl = AccessList.OPEN;
    private Integer lastTimeoutMs = 0;

    /** Nothing yet. */
    public StateBuilder() {}

    /**
     * Counts anew what quotas use, as Apache ZooKeeper does at every start: for a snapshot of its
     * making, which cannot be told from one whose count has drifted. What Muster wrote is exact,
     * and stays, so that the state at a zxid is one and the same before and after a start.
     */
    public void countUsage() {
        countsUsage = true;
    }

    /** How it went. */
    public sealed interface Built {
        /**
         * The records make a state.
         *
         * @param unresolvedAcls znodes whose ACL was not among the records: a snapshot taken while
         *     writes went on may lack it, and replaying the log supplies it; until then they forbid
         *     everything. {@link State#unresolvedAcls} counts again
         */
        record Whole(State state, int unresolvedAcls) implements Built {}

        /** The records make no tree. */
        record Broken(String reason) implements Built {}
    }

    /** One more record, in the order {@link SnapshotRecord} demands. */
    public void add(SnapshotRecord record) {
        switch (record) {
            case SnapshotRecord.Session(SessionId id, int timeoutMs) -> addSession(id, timeoutMs);
            case SnapshotRecord.AclEntry entry -> acls.put(entry.id(), AccessList.of(entry.acl()));
            case SnapshotRecord.Node node -> addNode(node);
        }
    }

    /** Most have the same timeout, and then the same object for it. */
    private void addSession(SessionId id, int timeoutMs) {
        if (lastTimeoutMs != timeoutMs) {
            lastTimeoutMs = timeoutMs;
        }
        sessions.put(id, lastTimeoutMs);
    }

    private void addNode(SnapshotRecord.Node node) {
        ZPath path = node.path();
        long owner = node.stat().ephemeralOwner();
        tree.add(path, node.data(), aclOf(node.aclId()), node.stat());
        if (owner == PersistedStat.CONTAINER || PersistedStat.isTtlOwner(owner)) {
            reapables.add(path);
        } else if (owner != 0) {
            ephemerals.computeIfAbsent(new SessionId(owner), id -> new ArrayList<>()).add(path);
        }
        if (QuotaPaths.isLimits(path)) {
            quotas.add(QuotaPaths.subject(path));
        }
    }

    private AccessList aclOf(long id) {
        if (id != lastAclId) {
            lastAclId = id;
            AccessList known = id == SnapshotRecord.OPEN_ACL ? AccessList.OPEN : acls.get(id);
            lastAcl = known == null ? AccessList.UNRESOLVED : known;
        }
        if (!lastAcl.isResolved()) {
            unresolvedAcls++;
        }
        return lastAcl;
    }

    /** The state after the transaction {@code zxid}. */
    public Built build(Zxid zxid) {
        StateParts parts = new StateParts(tree.build());
        String fault = tree.fault();
        if (fault != null) {
            return new Built.Broken(fault);
        }
        parts.sessions =
                OrderedMap.ofSorted(
                        new ArrayList<>(sessions.keySet()), new ArrayList<>(sessions.values()));
        parts.reapables = setOf(reapables);
        parts.quotas = setOf(quotas);
        List<Ephemerals> owned = new ArrayList<>();
        for (List<ZPath> paths : ephemerals.values()) {
            long bytes = 0;
            for (ZPath path : paths) {
                bytes += Ephemerals.listedBytes(path);
            }
            owned.add(new Ephemerals(setOf(paths), bytes));
            parts.ephemeralCount += paths.size();
        }
        parts.ephemerals = OrderedMap.ofSorted(new ArrayList<>(ephemerals.keySet()), owned);
        if (countsUsage && !quotas.isEmpty()) {
            TreeEdit edit = parts.tree.editOwn(zxid.value(), 0);
            for (ZPath subject : quotas) {
                QuotaAccounts.recompute(edit, subject);
            }
            parts.tree = edit.tree();
        }
        return new Built.Whole(new State(parts, zxid.value()), unresolvedAcls);
    }

    private static OrderedMap<ZPath, Boolean> setOf(List<ZPath> paths) {
        List<ZPath> sorted = new ArrayList<>(paths);
        sorted.sort(null);
        List<Boolean> present = new ArrayList<>(sorted.size());
        for (int i = 0; i < sorted.size(); i++) {
            present.add(true);
        }
        return OrderedMap.ofSorted(sorted, present);
    }
}
