package org.muster.sim.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;
import org.muster.model.Id;
import org.muster.model.Perms;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;

/**
 * ZooKeeper as a plain sequential program that remembers every state it was ever in.
 *
 * <p>It executes the requests clients sent, in the order of the server's log, and so says what each
 * reply had to be. It shares no code with the server but the nouns.
 */
public final class ReferenceModel {
    /** A session as long as it lasts: open after {@code opened}, gone after {@code closed}. */
    record SessionSpan(int timeoutMs, long opened, long closed) {}

    /** What a transaction answered and did. */
    record Outcome(Response response, List<Change> changes) {}

    private static final int CONFIG_AVERSION = -1;

    private final boolean enforceQuota;
    private final VersionedTree tree = new VersionedTree();
    private final Map<Long, SessionSpan> sessions = new TreeMap<>();
    private long lastZxid;

    /** The tree and sessions of an empty standalone server, with hard quotas or without. */
    public ReferenceModel(boolean enforceQuota) {
        this.enforceQuota = enforceQuota;
        tree.put("/", 0, builtIn(1, Acl.OPEN, 0));
        tree.put("/zookeeper", 0, builtIn(2, Acl.OPEN, 0));
        tree.put("/zookeeper/quota", 0, builtIn(0, Acl.OPEN, 0));
        List<Acl> readOnly = List.of(new Acl(Perms.READ, Id.ANYONE));
        tree.put("/zookeeper/config", 0, builtIn(0, readOnly, CONFIG_AVERSION));
    }

    private static Znode builtIn(int children, List<Acl> acl, int aversion) {
        return new Znode(
                Bytes.EMPTY, acl, 0, 0, 0, 0, 0, 0, aversion, 0, children, Znode.Kind.PLAIN, 0);
    }

    /** The last transaction executed. */
    public long lastZxid() {
        return lastZxid;
    }

    /** What {@code request} answers when it is transaction {@code zxid}, which it becomes. */
    Outcome execute(long zxid, long timeMs, Actor actor, WriteRequest request) {
        Draft draft = new Draft(tree, lastZxid);
        lastZxid = zxid;
        SessionSpan span = sessions.get(actor.session());
        boolean open = span != null && span.closed > zxid;
        if (!open) {
            return new Outcome(expired(request), List.of());
        }
        WriteRules rules =
                new WriteRules(draft, actor, new WriteRules.Moment(zxid, timeMs), enforceQuota);
        if (request instanceof WriteRequest.Multi multi) {
            return executeMulti(zxid, draft, rules, multi);
        }
        Response response = rules.execute(request, false);
        if (response instanceof Response.Refused) {
            return new Outcome(response, List.of());
        }
        draft.commit(zxid);
        return new Outcome(response, draft.changes());
    }

    /** Each operation of a multi looks for the session by itself: the first one fails. */
    private static Response expired(WriteRequest request) {
        return request instanceof WriteRequest.Multi multi && !multi.ops().isEmpty()
                ? failedMulti(multi.ops().size(), 0, ErrorCode.SESSION_EXPIRED)
                : WriteRules.refused(ErrorCode.SESSION_EXPIRED);
    }

    private static Outcome executeMulti(
            long zxid, Draft draft, WriteRules rules, WriteRequest.Multi multi) {
        List<Response.Result> results = new ArrayList<>();
        for (WriteRequest op : multi.ops()) {
            Response response = rules.execute(op, true);
            if (response instanceof Response.Refused(ErrorCode code)) {
                // What cannot be worked out, such as a limit that is no number, fails the whole.
                if (code == ErrorCode.MARSHALLING_ERROR) {
                    return new Outcome(response, List.of());
                }
                return new Outcome(
                        failedMulti(multi.ops().size(), results.size(), code), List.of());
            }
            results.add(new Response.Result.Done(resultType(op, response), response));
        }
        draft.commit(zxid);
        return new Outcome(new Response.Multi(results), draft.changes());
    }

    private static Response failedMulti(int size, int failedAt, ErrorCode code) {
        List<Response.Result> results = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int shown =
                    i < failedAt
                            ? 0
                            : i == failedAt ? code.code() : ErrorCode.RUNTIME_INCONSISTENCY.code();
            results.add(new Response.Result.Failed(shown));
        }
        return new Response.Multi(results);
    }

    private static Op resultType(WriteRequest op, Response response) {
        return response instanceof Response.PathAndStat ? Op.CREATE2 : op.op();
    }

    /** Lets transaction {@code zxid} change nothing. */
    void skip(long zxid) {
        lastZxid = zxid;
    }

    /** Opens {@code session} as transaction {@code zxid}; false if the id was ever used before. */
    boolean openSession(long zxid, long session, int timeoutMs) {
        lastZxid = zxid;
        return sessions.put(session, new SessionSpan(timeoutMs, zxid, Long.MAX_VALUE)) == null;
    }

    /**
     * Lets {@code session} go on elsewhere, with {@code timeoutMs}, as transaction {@code zxid};
     * false if it is not open.
     */
    boolean moveSession(long zxid, long session, int timeoutMs) {
        lastZxid = zxid;
        SessionSpan span = sessions.get(session);
        if (span == null || span.closed <= zxid) {
            return false;
        }
        sessions.put(session, new SessionSpan(timeoutMs, span.opened, span.closed));
        return true;
    }

    /**
     * Closes {@code session} as transaction {@code zxid}, and deletes what it owns, all at once.
     */
    Outcome closeSession(long zxid, long session) {
        Draft draft = new Draft(tree, lastZxid);
        long before = lastZxid;
        lastZxid = zxid;
        SessionSpan span = sessions.get(session);
        if (span == null || span.closed <= zxid) {
            return new Outcome(Response.Empty.INSTANCE, List.of());
        }
        sessions.put(session, new SessionSpan(span.timeoutMs, span.opened, zxid));
        for (VersionedTree.Placed placed : tree.below("/", before)) {
            Znode znode = placed.znode();
            if (znode.kind() == Znode.Kind.EPHEMERAL && znode.owner() == session) {
                draft.remove(placed.path(), znode, zxid);
            }
        }
        draft.commit(zxid);
        return new Outcome(Response.Empty.INSTANCE, draft.changes());
    }

    /**
     * Executes the server's own deletion of a container or TTL znode.
     *
     * @return null if the znode was not due at {@code timeMs}
     */
    @Nullable Outcome reap(long zxid, long timeMs, String path) {
        Draft draft = new Draft(tree, lastZxid);
        lastZxid = zxid;
        Znode znode = draft.at(path);
        if (znode == null || znode.children() > 0) {
            Response code =
                    WriteRules.refused(znode == null ? ErrorCode.NO_NODE : ErrorCode.NOT_EMPTY);
            return new Outcome(code, List.of());
        }
        boolean due =
                switch (znode.kind()) {
                    case CONTAINER -> znode.creations() > 0;
                    case TTL -> timeMs - znode.mtimeMs() > znode.owner();
                    case PLAIN, EPHEMERAL -> false;
                };
        if (!due) {
            return null;
        }
        draft.remove(path, znode, zxid);
        draft.commit(zxid);
        return new Outcome(Response.Empty.INSTANCE, draft.changes());
    }

    /** What {@code request} answers over the state at {@code zxid}. */
    Response read(long zxid, Actor actor, ReadRequest request) {
        return new ReadRules(tree, actor, zxid).answer(request);
    }

    /** The znode at {@code path} in the state at {@code zxid}. */
    @Nullable Znode at(String path, long zxid) {
        return tree.at(path, zxid);
    }

    /** Everything but the root in the state at {@code zxid}, by path. */
    List<VersionedTree.Placed> everything(long zxid) {
        return tree.below("/", zxid);
    }

    /** The sessions alive in the state at {@code zxid} with their timeouts. */
    Map<Long, Integer> sessionsAt(long zxid) {
        Map<Long, Integer> alive = new TreeMap<>();
        sessions.forEach((id, span) -> {
            if (span.opened <= zxid && span.closed > zxid) {
                alive.put(id, span.timeoutMs);
            }
        });
        return alive;
    }

    /** When {@code session} was opened and closed, null if it never was. */
    @Nullable SessionSpan session(long session) {
        return sessions.get(session);
    }

    /** Forgets all transactions after {@code zxid}: the server lost them, as it may. */
    void truncate(long zxid) {
        tree.truncate(zxid);
        sessions.values().removeIf(span -> span.opened > zxid);
        sessions.replaceAll((_, span) ->
                span.closed != Long.MAX_VALUE && span.closed > zxid
                        ? new SessionSpan(span.timeoutMs, span.opened, Long.MAX_VALUE)
                        : span);
        lastZxid = Math.min(lastZxid, zxid);
    }
}
