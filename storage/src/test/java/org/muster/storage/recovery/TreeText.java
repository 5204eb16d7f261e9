package org.muster.storage.recovery;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.muster.model.Acl;
import org.muster.model.PersistedStat;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.state.State;

/** A state and an expectation, both as lines of text that can be compared. */
final class TreeText {
    private TreeText() {}

    /** Sessions and nodes of {@code state}, one a line, in order. */
    static List<String> of(State state) {
        List<String> lines = new ArrayList<>();
        TreeMap<String, String> nodes = new TreeMap<>();
        TreeMap<Long, List<Acl>> acls = new TreeMap<>();
        acls.put(SnapshotRecord.OPEN_ACL, Acl.OPEN);
        TreeMap<String, String> sessions = new TreeMap<>();
        for (Iterator<SnapshotRecord> records = state.export(); records.hasNext(); ) {
            switch (records.next()) {
                case SnapshotRecord.Session(var id, int timeoutMs) ->
                        sessions.put(id.toString(), id + " " + timeoutMs);
                case SnapshotRecord.AclEntry(long id, var acl) -> acls.put(id, acl);
                case SnapshotRecord.Node node -> nodes.put(path(node), line(node, acls));
            }
        }
        lines.addAll(sessions.values());
        nodes.forEach((path, line) -> lines.add(path + " " + line));
        return lines;
    }

    private static String path(SnapshotRecord.Node node) {
        return node.path().length() == 0 ? "/" : node.path().toString();
    }

    private static String line(SnapshotRecord.Node node, Map<Long, List<Acl>> acls) {
        PersistedStat stat = node.stat();
        String data =
                node.data() == null
                        ? "null"
                        : Base64.getEncoder().encodeToString(node.data().toArray());
        String acl =
                acls.get(node.aclId()).stream()
                        .map(e -> e.perms() + ":" + e.id().scheme() + ":" + e.id().id())
                        .collect(Collectors.joining(","));
        return String.join(
                " ",
                data,
                hex(stat.czxid()),
                hex(stat.mzxid()),
                hex(stat.pzxid()),
                "" + stat.ctimeMs(),
                "" + stat.mtimeMs(),
                "" + stat.version(),
                "" + stat.cversion(),
                "" + stat.aversion(),
                hex(stat.ephemeralOwner()),
                acl);
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /** The same lines as {@code expected} wants them. */
    @SuppressWarnings("unchecked")
    static List<String> of(Map<String, Object> expected) {
        List<String> lines = new ArrayList<>();
        TreeMap<String, String> sessions = new TreeMap<>();
        for (Map<String, Object> session : Json.list(expected, "sessions")) {
            String id = (String) session.get("id");
            sessions.put(id, id + " " + session.get("timeout"));
        }
        lines.addAll(sessions.values());
        TreeMap<String, String> nodes = new TreeMap<>();
        for (Map<String, Object> node : Json.list(expected, "nodes")) {
            Map<String, Object> stat = (Map<String, Object>) node.get("stat");
            Map<String, Object> persisted = (Map<String, Object>) node.get("persisted");
            String acl =
                    Json.list(node, "acl").stream()
                            .map(e -> e.get("perms") + ":" + e.get("scheme") + ":" + e.get("id"))
                            .collect(Collectors.joining(","));
            nodes.put(
                    (String) node.get("path"),
                    String.join(
                            " ",
                            String.valueOf(node.get("data")),
                            "" + stat.get("czxid"),
                            "" + stat.get("mzxid"),
                            "" + stat.get("pzxid"),
                            "" + stat.get("ctime"),
                            "" + stat.get("mtime"),
                            "" + stat.get("version"),
                            "" + persisted.get("cversion"),
                            "" + stat.get("aversion"),
                            "" + persisted.get("ephemeralOwner"),
                            acl));
        }
        nodes.forEach((path, line) -> lines.add(path + " " + line));
        return lines;
    }
}
