package org.muster.state.prepare;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.Acl;
import org.muster.model.ErrorCode;
import org.muster.model.Perms;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.model.txn.Txn;
import org.muster.model.txn.TxnHeader;
import org.muster.state.Applied;
import org.muster.state.State;
import org.muster.state.StateDraft;
import org.muster.state.apply.Applier;
import org.muster.state.auth.AclRules;
import org.muster.state.tree.Znode;

/**
 * Turns requests into transactions, and applies them while it is at it: the state it gives back is
 * the one to prepare the next request on. Owned by one thread.
 */
public final class Preparer {
    private static final List<ZPath> BUILT_IN =
            List.of(
                    ZPath.ROOT,
                    ZPath.of("/zookeeper"),
                    ZPath.of("/zookeeper/quota"),
                    ZPath.of("/zookeeper/config"));

    private final StateRules rules;
    private final AclRules aclRules;
    private final CreateRules createRules;
    private final Applier applier = new Applier();

    /** Prepares by {@code rules}. */
    public Preparer(StateRules rules) {
        this.rules = rules;
        this.aclRules = new AclRules(rules.auth());
        this.createRules = new CreateRules(rules, aclRules);
    }

    /**
     * Makes {@code request} the transaction of {@code header}, to follow {@code state}. A refusal
     * is a transaction too, that changes nothing but the last zxid (I-STATE-4).
     */
    public Prepared prepare(State state, TxnHeader header, WriteRequest request, Caller caller) {
        StateDraft draft = state.draft(header.zxid(), header.timeMs());
        if (request instanceof WriteRequest.Multi(var ops)) {
            return prepareMulti(draft, header, ops, caller);
        }
        Txn txn = decide(draft, request, caller);
        if (isTooLarge(txn)) {
            txn = Refusal.of(ErrorCode.MARSHALLING_ERROR);
        }
        Response outcome = applier.perform(draft, header, txn);
        return new Prepared(txn, new Applied(draft.finish(), outcome, draft.changes()));
    }

    /**
     * A session can always be closed: its ephemerals were bounded when they were created, unless
     * they come from another server.
     */
    private boolean isTooLarge(Txn txn) {
        return !(txn instanceof Txn.CloseSession) && TxnSize.of(txn) > rules.maxTxnBytes();
    }

    private Prepared prepareMulti(
            StateDraft draft, TxnHeader header, List<WriteRequest> ops, Caller caller) {
        List<Txn> txns = new ArrayList<>(ops.size());
        List<Response.Result> results = new ArrayList<>(ops.size());
        for (WriteRequest op : ops) {
            Txn txn = mayBePart(op) ? decide(draft, op, caller) : null;
            // What cannot be worked out, such as a limit that is no number, fails the whole.
            if (txn == null || isUndecidable(txn)) {
                return refuse(draft, header, Refusal.of(ErrorCode.MARSHALLING_ERROR));
            }
            if (txn instanceof Txn.Refused) {
                return refuse(draft, header, failedAt(txns, txn, ops.size()));
            }
            Response body = applier.perform(draft, header, txn);
            txns.add(txn);
            results.add(new Response.Result.Done(Applier.resultType(txn), body));
        }
        Txn whole = new Txn.Multi(txns);
        if (TxnSize.of(whole) > rules.maxTxnBytes()) {
            return refuse(draft, header, Refusal.of(ErrorCode.MARSHALLING_ERROR));
        }
        Applied applied = new Applied(draft.finish(), new Response.Multi(results), draft.changes());
        return new Prepared(whole, applied);
    }

    private static boolean isUndecidable(Txn txn) {
        return txn instanceof Txn.Refused(int code) && code == ErrorCode.MARSHALLING_ERROR.code();
    }

    /** Drops what the draft holds (I-STATE-2). */
    private Prepared refuse(StateDraft draft, TxnHeader header, Txn refusal) {
        return new Prepared(refusal, applier.apply(draft.base(), header, refusal));
    }

    private static boolean mayBePart(WriteRequest op) {
        return switch (op) {
            case WriteRequest.Create _,
                    WriteRequest.Delete _,
                    WriteRequest.SetData _,
                    WriteRequest.Check _ ->
                    true;
            case WriteRequest.DeleteContainer _,
                    WriteRequest.SetAcl _,
                    WriteRequest.Multi _,
                    WriteRequest.Reconfig _,
                    WriteRequest.CreateSession _,
                    WriteRequest.CloseSession _,
                    WriteRequest.Undecodable _ ->
                    false;
        };
    }

    private static Txn failedAt(List<Txn> before, Txn refusal, int size) {
        List<Txn> txns = new ArrayList<>(before);
        txns.add(refusal);
        while (txns.size() < size) {
            txns.add(Refusal.of(ErrorCode.RUNTIME_INCONSISTENCY));
        }
        return new Txn.Multi(txns);
    }

    private Txn decide(StateDraft draft, WriteRequest request, Caller caller) {
        return switch (request) {
            case WriteRequest.Create create -> createRules.decide(draft, create, caller);
            case WriteRequest.Delete delete -> delete(draft, delete, caller);
            case WriteRequest.DeleteContainer(var path) -> deleteContainer(draft, path);
            case WriteRequest.SetData setData -> setData(draft, setData, caller);
            case WriteRequest.SetAcl setAcl -> setAcl(draft, setAcl, caller);
            case WriteRequest.Check check -> check(draft, check, caller);
            case WriteRequest.CreateSession(int timeoutMs) -> new Txn.CreateSession(timeoutMs);
            case WriteRequest.CloseSession _ ->
                    new Txn.CloseSession(draft.ephemerals(caller.session()));
            case WriteRequest.Reconfig _ -> reconfig(draft, caller);
            case WriteRequest.Undecodable _, WriteRequest.Multi _ ->
                    Refusal.of(ErrorCode.MARSHALLING_ERROR);
        };
    }

    static boolean isSessionKnown(StateDraft draft, Caller caller) {
        return caller.session().equals(SessionId.NONE) || draft.hasSession(caller.session());
    }

    private Txn delete(StateDraft draft, WriteRequest.Delete request, Caller caller) {
        ZPath path = request.path();
        if (!isSessionKnown(draft, caller)) {
            return Refusal.of(ErrorCode.SESSION_EXPIRED);
        }
        if (!mayBeDeleted(path)) {
            return Refusal.of(ErrorCode.BAD_ARGUMENTS);
        }
        Znode parent = draft.findParent(path);
        if (parent == null) {
            return Refusal.of(ErrorCode.NO_NODE);
        }
        if (!aclRules.permits(parent.acl(), Perms.DELETE, caller.identities())) {
            return Refusal.of(ErrorCode.NO_AUTH);
        }
        Znode node = draft.find(path);
        if (node == null) {
            return Refusal.of(ErrorCode.NO_NODE);
        }
        if (!isVersion(request.version(), node.version())) {
            return Refusal.of(ErrorCode.BAD_VERSION);
        }
        return node.numChildren() > 0 ? Refusal.of(ErrorCode.NOT_EMPTY) : new Txn.Delete(path);
    }

    private static boolean mayBeDeleted(ZPath path) {
        return path.lastSlash() >= 0 && !path.hasNul() && !BUILT_IN.contains(path);
    }

    /** The version -1 in a request matches any. */
    private static boolean isVersion(int demanded, int actual) {
        return demanded == -1 || demanded == actual;
    }

    private static Txn deleteContainer(StateDraft draft, ZPath path) {
        if (!mayBeDeleted(path)) {
            return Refusal.of(ErrorCode.BAD_ARGUMENTS);
        }
        Znode node = draft.find(path);
        if (node == null) {
            return Refusal.of(ErrorCode.NO_NODE);
        }
        if (node.numChildren() > 0) {
            return Refusal.of(ErrorCode.NOT_EMPTY);
        }
        return node.isReapable()
                ? new Txn.DeleteContainer(path)
                : Refusal.of(ErrorCode.BAD_VERSION);
    }

    private Txn setData(StateDraft draft, WriteRequest.SetData request, Caller caller) {
        ZPath path = request.path();
        if (!isSessionKnown(draft, caller)) {
            return Refusal.of(ErrorCode.SESSION_EXPIRED);
        }
        if (!path.isValid()) {
            return Refusal.of(ErrorCode.BAD_ARGUMENTS);
        }
        Znode node = draft.find(path);
        if (node == null) {
            return Refusal.of(ErrorCode.NO_NODE);
        }
        if (!aclRules.permits(node.acl(), Perms.WRITE, caller.identities())) {
            return Refusal.of(ErrorCode.NO_AUTH);
        }
        if (rules.enforceQuota()) {
            long length = request.data() == null ? 0 : request.data().length();
            ErrorCode quota = QuotaCheck.check(draft.base(), path, 0, length - node.dataLength());
            if (quota != ErrorCode.OK) {
                return Refusal.of(quota);
            }
        }
        return isVersion(request.version(), node.version())
                ? new Txn.SetData(path, request.data(), node.version() + 1)
                : Refusal.of(ErrorCode.BAD_VERSION);
    }

    private Txn setAcl(StateDraft draft, WriteRequest.SetAcl request, Caller caller) {
        ZPath path = request.path();
        if (!isSessionKnown(draft, caller)) {
            return Refusal.of(ErrorCode.SESSION_EXPIRED);
        }
        if (!path.isValid()) {
            return Refusal.of(ErrorCode.BAD_ARGUMENTS);
        }
        List<Acl> acl = aclRules.expand(request.acl(), caller.identities());
        if (acl == null) {
            return Refusal.of(ErrorCode.INVALID_ACL);
        }
        Znode node = draft.find(path);
        if (node == null) {
            return Refusal.of(ErrorCode.NO_NODE);
        }
        if (!aclRules.permits(node.acl(), Perms.ADMIN, caller.identities())) {
            return Refusal.of(ErrorCode.NO_AUTH);
        }
        return isVersion(request.version(), node.aversion())
                ? new Txn.SetAcl(path, acl, node.aversion() + 1)
                : Refusal.of(ErrorCode.BAD_VERSION);
    }

    private Txn check(StateDraft draft, WriteRequest.Check request, Caller caller) {
        ZPath path = request.path();
        if (!isSessionKnown(draft, caller)) {
            return Refusal.of(ErrorCode.SESSION_EXPIRED);
        }
        if (!path.isValid()) {
            return Refusal.of(ErrorCode.BAD_ARGUMENTS);
        }
        Znode node = draft.find(path);
        if (node == null) {
            return Refusal.of(ErrorCode.NO_NODE);
        }
        if (!aclRules.permits(node.acl(), Perms.READ, caller.identities())) {
            return Refusal.of(ErrorCode.NO_AUTH);
        }
        return isVersion(request.version(), node.version())
                ? new Txn.Check(path, node.version() + 1)
                : Refusal.of(ErrorCode.BAD_VERSION);
    }

    /** A single server has no membership to change. */
    private Txn reconfig(StateDraft draft, Caller caller) {
        if (!rules.reconfigEnabled()) {
            return Refusal.of(ErrorCode.RECONFIG_DISABLED);
        }
        return Refusal.of(
                isSessionKnown(draft, caller)
                        ? ErrorCode.UNIMPLEMENTED
                        : ErrorCode.SESSION_EXPIRED);
    }
}
