package org.muster.state.apply;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.ErrorCode;
import org.muster.model.PersistedStat;
import org.muster.model.request.Op;
import org.muster.model.request.Response;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.Txn;
import org.muster.model.txn.TxnHeader;
import org.muster.state.Applied;
import org.muster.state.State;
import org.muster.state.StateDraft;
import org.muster.state.auth.AclInterner;
import org.muster.state.tree.Znode;

/**
 * Applies transactions: at once when they are prepared, again at recovery. What a transaction asks
 * for that cannot be done shows in the outcome and is no failure: a snapshot of another server may
 * hold parts of it already. Owned by one thread.
 */
public final class Applier {
    private final AclInterner acls = new AclInterner();

    /** Remembers nothing between transactions but which access lists are equal. */
    public Applier() {}

    /** The state after {@code logged}, which follows {@code state}. */
    public Applied apply(State state, LoggedTxn logged) {
        return apply(state, logged.header(), logged.txn());
    }

    /** The state after {@code txn}, which follows {@code state}. */
    public Applied apply(State state, TxnHeader header, Txn txn) {
        StateDraft draft = state.draft(header.zxid(), header.timeMs());
        Response outcome = perform(draft, header, txn);
        return new Applied(draft.finish(), outcome, draft.changes());
    }

    /** Does what {@code txn} says to the draft and gives what its client hears. */
    public Response perform(StateDraft draft, TxnHeader header, Txn txn) {
        return switch (txn) {
            case Txn.Create create -> create(draft, header, create);
            case Txn.Delete(var path) -> empty(draft.delete(path));
            case Txn.DeleteContainer(var path) -> empty(draft.delete(path));
            case Txn.SetData(var path, var data, int version) ->
                    stat(draft, draft.setData(path, data, version));
            case Txn.Reconfig(var path, var data, int version) ->
                    stat(draft, draft.setData(path, data, version));
            case Txn.SetAcl(var path, var acl, int version) ->
                    stat(draft, draft.setAcl(path, acls.intern(acl), version));
            case Txn.CreateSession(int timeoutMs) -> {
                draft.openSession(header.session(), timeoutMs);
                yield Response.Empty.INSTANCE;
            }
            case Txn.CloseSession(var ephemerals) -> {
                draft.closeSession(header.session(), ephemerals);
                yield Response.Empty.INSTANCE;
            }
            case Txn.Check _ -> Response.Empty.INSTANCE;
            case Txn.Refused(int code) -> new Response.Refused(errorOf(code));
            case Txn.Multi(var txns) -> multi(draft, header, txns);
        };
    }

    private Response create(StateDraft draft, TxnHeader header, Txn.Create create) {
        long owner =
                switch (create.kind()) {
                    case CREATE, CREATE2 -> create.ephemeral() ? header.session().value() : 0;
                    case CONTAINER -> PersistedStat.CONTAINER;
                    case TTL -> PersistedStat.ttlOwner(create.ttlMs());
                };
        ErrorCode code =
                draft.create(
                        create.path(),
                        create.data(),
                        acls.intern(create.acl()),
                        owner,
                        create.parentCversion());
        if (code != ErrorCode.OK) {
            return new Response.Refused(code);
        }
        return create.kind() == Txn.CreateKind.CREATE
                ? new Response.Path(create.path())
                : new Response.PathAndStat(create.path(), draft.touched().stat());
    }

    private static Response empty(ErrorCode code) {
        return code == ErrorCode.OK ? Response.Empty.INSTANCE : new Response.Refused(code);
    }

    private static Response stat(StateDraft draft, ErrorCode code) {
        if (code != ErrorCode.OK) {
            return new Response.Refused(code);
        }
        Znode node = draft.touched();
        return new Response.StatOnly(node.stat());
    }

    private Response multi(StateDraft draft, TxnHeader header, List<Txn> txns) {
        List<Response.Result> results = new ArrayList<>(txns.size());
        if (hasError(txns)) {
            for (Txn txn : txns) {
                int code = txn instanceof Txn.Refused(int refusal) ? refusal : 0;
                results.add(new Response.Result.Failed(code));
            }
            return new Response.Multi(results);
        }
        for (Txn txn : txns) {
            Response body = perform(draft, header, txn);
            results.add(
                    body instanceof Response.Refused(ErrorCode code)
                            ? new Response.Result.Failed(code.code())
                            : new Response.Result.Done(resultType(txn), body));
        }
        return new Response.Multi(results);
    }

    private static boolean hasError(List<Txn> txns) {
        for (Txn txn : txns) {
            if (txn instanceof Txn.Refused) {
                return true;
            }
        }
        return false;
    }

    /** The type under which a multi's reply tells of a sub-transaction that succeeded. */
    public static Op resultType(Txn txn) {
        return switch (txn) {
            case Txn.Create create ->
                    create.kind() == Txn.CreateKind.CREATE ? Op.CREATE : Op.CREATE2;
            case Txn.Delete _, Txn.DeleteContainer _ -> Op.DELETE;
            case Txn.SetData _ -> Op.SET_DATA;
            case Txn.Check _ -> Op.CHECK;
            case Txn.SetAcl _ -> Op.SET_ACL;
            case Txn.Reconfig _ -> Op.RECONFIG;
            case Txn.CreateSession _ -> Op.CREATE_SESSION;
            case Txn.CloseSession _ -> Op.CLOSE_SESSION;
            case Txn.Multi _, Txn.Refused _ -> Op.MULTI;
        };
    }

    private static ErrorCode errorOf(int code) {
        for (ErrorCode candidate : ErrorCode.values()) {
            if (candidate.code() == code) {
                return candidate;
            }
        }
        // Only another server can have logged it; what its client hears is not ours to say.
        return ErrorCode.MARSHALLING_ERROR;
    }
}
