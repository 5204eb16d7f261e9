package org.muster.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;

/**
 * What the protocol demands of writes, written down a second time over a plain map of strings, as
 * slow and as plain as possible. Outcomes and changes are text: see {@link Rendered}.
 */
final class PlainModel {
    private static final List<String> BUILT_IN =
            List.of("/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config");
    private static final String QUOTA = "/zookeeper/quota";

    /** A refusal on its way out. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final int code;

        Refused(int code) {
            this.code = code;
        }
    }

    Map<String, PlainNode> nodes = new TreeMap<>();
    Map<Long, Integer> sessions = new TreeMap<>();
    List<String> changes = new ArrayList<>();
    boolean extendedTypes = true;
    boolean enforceQuota;
    private long zxid;
    private long time;
    private long session;
    private List<Id> ids = List.of();
    private Map<String, PlainNode> before = new TreeMap<>();

    PlainModel() {
        for (String path : BUILT_IN) {
            PlainNode node = new PlainNode();
            node.data = new byte[0];
            node.acl = Acl.OPEN;
            nodes.put(path, node);
        }
        PlainNode config = nodes.get("/zookeeper/config");
        config.acl = Acl.READ_ONLY;
        config.aversion = -1;
    }

    /** Does one request and says what its client hears. */
    String write(long zxid, long time, long session, List<Id> ids, WriteRequest request) {
        this.zxid = zxid;
        this.time = time;
        this.session = session;
        this.ids = ids;
        before = copyOfNodes();
        Map<Long, Integer> sessionsBefore = new TreeMap<>(sessions);
        changes = new ArrayList<>();
        if (request instanceof WriteRequest.Multi(var ops)) {
            return multi(ops, sessionsBefore);
        }
        try {
            return perform(request);
        } catch (Refused refused) {
            nodes = before;
            changes.clear();
            return "refused " + refused.code;
        }
    }

    private Map<String, PlainNode> copyOfNodes() {
        Map<String, PlainNode> copy = new TreeMap<>();
        nodes.forEach((path, node) -> copy.put(path, node.copy()));
        return copy;
    }

    private String multi(List<WriteRequest> ops, Map<Long, Integer> sessionsBefore) {
        StringBuilder done = new StringBuilder("multi");
        for (int i = 0; i < ops.size(); i++) {
            WriteRequest op = ops.get(i);
            try {
                if (op instanceof WriteRequest.SetAcl || op instanceof WriteRequest.CloseSession) {
                    nodes = before;
                    sessions = sessionsBefore;
                    changes.clear();
                    return "refused -5";
                }
                done.append(" | ").append(perform(op));
            } catch (Refused refused) {
                nodes = before;
                changes.clear();
                if (refused.code == -5) {
                    sessions = sessionsBefore;
                    return "refused -5";
                }
                StringBuilder failed = new StringBuilder("multi");
                for (int j = 0; j < ops.size(); j++) {
                    failed.append(" | failed ").append(j < i ? 0 : j == i ? refused.code : -2);
                }
                return failed.toString();
            }
        }
        return done.toString();
    }

    private String perform(WriteRequest request) throws Refused {
        return switch (request) {
            case WriteRequest.Create create -> create(create);
            case WriteRequest.Delete(var path, int version) -> delete(path.toString(), version);
            case WriteRequest.DeleteContainer(var path) -> deleteContainer(path.toString());
            case WriteRequest.SetData(var path, var data, int version) ->
                    setData(path.toString(), data, version);
            case WriteRequest.SetAcl(var path, var acl, int version) ->
                    setAcl(path.toString(), acl, version);
            case WriteRequest.Check(var path, int version) -> check(path.toString(), version);
            case WriteRequest.CreateSession(int timeoutMs) -> {
                sessions.put(session, timeoutMs);
                changes.add("opened " + session + " " + timeoutMs);
                yield "empty";
            }
            case WriteRequest.CloseSession _ -> closeSession();
            case WriteRequest.Reconfig _ -> throw new Refused(-123);
            case WriteRequest.Undecodable _, WriteRequest.Multi _ -> throw new Refused(-5);
        };
    }

    private void requireSession() throws Refused {
        if (session != 0 && !sessions.containsKey(session)) {
            throw new Refused(-112);
        }
    }

    private static void require(boolean holds, int code) throws Refused {
        if (!holds) {
            throw new Refused(code);
        }
    }

    private PlainNode present(String path) throws Refused {
        PlainNode node = nodes.get(path);
        if (node == null) {
            throw new Refused(-101);
        }
        return node;
    }

    private String create(WriteRequest.Create r) throws Refused {
        int flags = r.flags();
        require(flags >= 0 && flags <= 6, -8);
        boolean ttlMode = flags >= 5;
        require(!ttlMode || extendedTypes, -6);
        boolean isTtlOp = r.op() == Op.CREATE_TTL;
        require(ttlMode == isTtlOp, -8);
        require(!ttlMode || (r.ttlMs() > 0 && r.ttlMs() < 1L << 40), -8);
        requireSession();
        require(r.path() != null, -5);
        String path = r.path() == null ? "" : r.path().toString();
        require(path.contains("/") && path.indexOf('\0') < 0, -8);
        List<Acl> acl = PlainAcl.expand(r.acl(), ids);
        require(acl != null, -114);
        String parentPath = PlainPath.parentOf(path);
        PlainNode parent = present(parentPath);
        require(PlainAcl.allows(parent.acl, 4, ids), -102);
        if (flags == 2 || flags == 3 || flags == 6) {
            path += String.format("%010d", parent.creations);
        }
        require(PlainPath.isValid(path), -8);
        require(!nodes.containsKey(path), -110);
        require(!parent.isEphemeral(), -108);
        byte[] data = r.data() == null ? null : r.data().toArray();
        int length = data == null ? 0 : data.length;
        checkQuota(path, 1, length);
        PlainNode node = new PlainNode();
        node.data = data;
        node.acl = acl == null ? List.of() : acl;
        node.czxid = zxid;
        node.mzxid = zxid;
        node.pzxid = zxid;
        node.ctime = time;
        node.mtime = time;
        boolean plain = r.op() == Op.CREATE || r.op() == Op.CREATE2;
        if (plain && (flags == 1 || flags == 3)) {
            node.owner = session;
        } else if (r.op() == Op.CREATE_CONTAINER) {
            node.owner = Long.MIN_VALUE;
        } else if (ttlMode) {
            node.owner = 0xff00000000000000L + r.ttlMs();
        }
        nodes.put(path, node);
        parent.creations++;
        parent.pzxid = zxid;
        changes.add("created " + path + " " + node.acl + " " + parent.acl);
        String stat = stat(path);
        if (path.startsWith(QUOTA + "/")
                && path.endsWith("/zookeeper_stats")
                && !path.equals(QUOTA + "/zookeeper_stats")) {
            recount(parentPath.substring(QUOTA.length()));
        }
        account(path, 1, length);
        return r.op() == Op.CREATE ? "path " + path : "path " + path + " " + stat;
    }

    private String delete(String path, int version) throws Refused {
        requireSession();
        require(path.contains("/") && path.indexOf('\0') < 0 && !BUILT_IN.contains(path), -8);
        PlainNode parent = present(PlainPath.parentOf(path));
        require(PlainAcl.allows(parent.acl, 8, ids), -102);
        PlainNode node = present(path);
        require(version == -1 || version == node.version, -103);
        require(children(path).isEmpty(), -111);
        remove(path);
        return "empty";
    }

    private void remove(String path) {
        PlainNode node = nodes.remove(path);
        PlainNode parent = nodes.get(PlainPath.parentOf(path));
        parent.pzxid = zxid;
        changes.add("deleted " + path + " " + node.acl + " " + parent.acl);
        account(path, -1, -node.dataLength());
    }

    private String deleteContainer(String path) throws Refused {
        require(path.contains("/") && path.indexOf('\0') < 0 && !BUILT_IN.contains(path), -8);
        PlainNode node = present(path);
        require(children(path).isEmpty(), -111);
        require(node.owner != 0 && !node.isEphemeral(), -103);
        remove(path);
        return "empty";
    }

    private String setData(String path, @Nullable Bytes bytes, int version) throws Refused {
        requireSession();
        require(PlainPath.isValid(path), -8);
        PlainNode node = present(path);
        require(PlainAcl.allows(node.acl, 2, ids), -102);
        byte[] data = bytes == null ? null : bytes.toArray();
        int more = (data == null ? 0 : data.length) - node.dataLength();
        checkQuota(path, 0, more);
        require(version == -1 || version == node.version, -103);
        node.data = data;
        node.version++;
        node.mzxid = zxid;
        node.mtime = time;
        changes.add("data " + path + " " + node.acl);
        String stat = stat(path);
        account(path, 0, more);
        return "stat " + stat;
    }

    private String setAcl(String path, @Nullable List<Acl> wanted, int version) throws Refused {
        requireSession();
        require(PlainPath.isValid(path), -8);
        List<Acl> acl = PlainAcl.expand(wanted, ids);
        require(acl != null, -114);
        PlainNode node = present(path);
        require(PlainAcl.allows(node.acl, 16, ids), -102);
        require(version == -1 || version == node.aversion, -103);
        node.acl = acl == null ? List.of() : acl;
        node.aversion++;
        return "stat " + stat(path);
    }

    private String check(String path, int version) throws Refused {
        requireSession();
        require(PlainPath.isValid(path), -8);
        PlainNode node = present(path);
        require(PlainAcl.allows(node.acl, 1, ids), -102);
        require(version == -1 || version == node.version, -103);
        return "empty";
    }

    private String closeSession() {
        for (String path : new ArrayList<>(nodes.keySet())) {
            PlainNode node = nodes.get(path);
            if (session != 0 && node.owner == session) {
                remove(path);
            }
        }
        sessions.remove(session);
        changes.add("closed " + session);
        return "empty";
    }

    List<String> children(String path) {
        String prefix = path.equals("/") ? "/" : path + "/";
        List<String> children = new ArrayList<>();
        for (String other : nodes.keySet()) {
            if (other.startsWith(prefix)
                    && other.length() > prefix.length()
                    && other.indexOf('/', prefix.length()) < 0) {
                children.add(other.substring(prefix.length()));
            }
        }
        return children;
    }

    String stat(String path) {
        PlainNode n = nodes.get(path);
        int children = children(path).size();
        return String.format(
                "%d %d %d %d %d %d %d %d %d %d %d",
                n.czxid,
                n.mzxid,
                n.ctime,
                n.mtime,
                n.version,
                2 * n.creations - children,
                n.aversion,
                n.isEphemeral() ? n.owner : 0,
                n.dataLength(),
                children,
                n.pzxid);
    }

    private void account(String path, long count, long bytes) {
        String subject = PlainQuota.over(nodes, path);
        PlainNode stats = subject == null ? null : nodes.get(QUOTA + subject + "/zookeeper_stats");
        if (subject == null || stats == null) {
            return;
        }
        Map<String, Long> used = PlainQuota.numbers(stats.data);
        if (used == null) {
            recount(subject);
            return;
        }
        used.merge("count", count, (a, b) -> a + b);
        used.merge("bytes", bytes, (a, b) -> a + b);
        stats.data = PlainQuota.text(used);
    }

    private void recount(String subject) {
        PlainNode stats = nodes.get(QUOTA + subject + "/zookeeper_stats");
        if (stats != null) {
            stats.data = PlainQuota.text(PlainQuota.usage(nodes, subject));
        }
    }

    private void checkQuota(String path, int count, int bytes) throws Refused {
        String subject = enforceQuota ? PlainQuota.over(before, path) : null;
        if (subject == null) {
            return;
        }
        Map<String, Long> limits =
                PlainQuota.numbers(before.get(QUOTA + subject + "/zookeeper_limits").data);
        if (limits == null) {
            throw new Refused(-5);
        }
        PlainNode stats = before.get(QUOTA + subject + "/zookeeper_stats");
        if (stats == null) {
            return;
        }
        Map<String, Long> used = PlainQuota.numbers(stats.data);
        if (used == null) {
            used = PlainQuota.usage(before, subject);
        }
        long haveCount = used.get("count");
        long haveBytes = used.get("bytes");
        long mostCount = limits.getOrDefault("countHardLimit", -1L);
        long mostBytes = limits.getOrDefault("byteHardLimit", -1L);
        require(count == 0 || mostCount < 0 || haveCount + count <= mostCount, -125);
        require(bytes == 0 || mostBytes < 0 || haveBytes + bytes <= mostBytes, -125);
    }

    /** Everything, one line a znode. */
    List<String> dump() {
        List<String> lines = new ArrayList<>();
        nodes.forEach((path, n) ->
                lines.add(
                        path
                                + " "
                                + Arrays.toString(n.data)
                                + " "
                                + n.acl
                                + " "
                                + n.owner
                                + " "
                                + stat(path)));
        sessions.forEach((id, timeout) -> lines.add("session " + id + " " + timeout));
        return lines;
    }
}
