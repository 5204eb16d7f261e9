package org.muster.state.prepare;

import java.util.List;
import org.muster.model.Acl;
import org.muster.model.ErrorCode;
import org.muster.model.Perms;
import org.muster.model.PersistedStat;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;
import org.muster.model.txn.Txn;
import org.muster.state.StateDraft;
import org.muster.state.auth.AclRules;
import org.muster.state.tree.Znode;

/** The checks of the create family, in the order in which they decide the error. */
final class CreateRules {
    private static final int EPHEMERAL = 1;
    private static final int SEQUENTIAL = 2;
    private static final int EPHEMERAL_SEQUENTIAL = 3;
    private static final int TTL = 5;
    private static final int TTL_SEQUENTIAL = 6;
    private static final int SEQUENCE_DIGITS = 10;

    private final StateRules rules;
    private final AclRules aclRules;

    CreateRules(StateRules rules, AclRules aclRules) {
        this.rules = rules;
        this.aclRules = aclRules;
    }

    /** The transaction that creates the znode, or the refusal. */
    Txn decide(StateDraft draft, WriteRequest.Create request, Caller caller) {
        ErrorCode mode = checkMode(request);
        if (mode != ErrorCode.OK) {
            return Refusal.of(mode);
        }
        if (!Preparer.isSessionKnown(draft, caller)) {
            return Refusal.of(ErrorCode.SESSION_EXPIRED);
        }
        ZPath path = request.path();
        if (path == null) {
            return Refusal.of(ErrorCode.MARSHALLING_ERROR);
        }
        if (path.lastSlash() < 0 || path.hasNul()) {
            return Refusal.of(ErrorCode.BAD_ARGUMENTS);
        }
        List<Acl> acl = aclRules.expand(request.acl(), caller.identities());
        if (acl == null) {
            return Refusal.of(ErrorCode.INVALID_ACL);
        }
        Znode parent = draft.findParent(path);
        if (parent == null) {
            return Refusal.of(ErrorCode.NO_NODE);
        }
        if (!aclRules.permits(parent.acl(), Perms.CREATE, caller.identities())) {
            return Refusal.of(ErrorCode.NO_AUTH);
        }
        ZPath last = isSequential(request) ? path.withSuffix(sequence(parent.creations())) : path;
        ErrorCode place = checkPlace(draft, parent, last);
        if (place != ErrorCode.OK) {
            return Refusal.of(place);
        }
        Txn.Create txn = txn(request, last, acl, parent.creations() + 1);
        ErrorCode room = checkRoom(draft, txn, caller);
        return room == ErrorCode.OK ? txn : Refusal.of(room);
    }

    /**
     * Whether flags, operation and time to live go together. An operation for TTL znodes with other
     * flags is refused whatever its time to live; the reference lets a negative one pass and dies.
     */
    private ErrorCode checkMode(WriteRequest.Create request) {
        int flags = request.flags();
        if (flags < 0 || flags > TTL_SEQUENTIAL) {
            return ErrorCode.BAD_ARGUMENTS;
        }
        if (flags == TTL || flags == TTL_SEQUENTIAL) {
            if (!rules.extendedTypes()) {
                return ErrorCode.UNIMPLEMENTED;
            }
            boolean legal =
                    request.op() == Op.CREATE_TTL
                            && request.ttlMs() >= 1
                            && request.ttlMs() <= PersistedStat.MAX_TTL_MS;
            return legal ? ErrorCode.OK : ErrorCode.BAD_ARGUMENTS;
        }
        return request.op() == Op.CREATE_TTL ? ErrorCode.BAD_ARGUMENTS : ErrorCode.OK;
    }

    private static ErrorCode checkPlace(StateDraft draft, Znode parent, ZPath path) {
        if (!path.isValid()) {
            return ErrorCode.BAD_ARGUMENTS;
        }
        if (!draft.isFree(parent, path)) {
            return ErrorCode.NODE_EXISTS;
        }
        return parent.isEphemeral() ? ErrorCode.NO_CHILDREN_FOR_EPHEMERALS : ErrorCode.OK;
    }

    private ErrorCode checkRoom(StateDraft draft, Txn.Create txn, Caller caller) {
        if (rules.enforceQuota()) {
            int bytes = txn.data() == null ? 0 : txn.data().length();
            ErrorCode quota = QuotaCheck.check(draft.base(), txn.path(), 1, bytes);
            if (quota != ErrorCode.OK) {
                return quota;
            }
        }
        if (txn.ephemeral()) {
            // The record that closes the session will list this path: it has to fit, or nobody
            // could read the log again.
            long listed = draft.listedEphemeralBytes(caller.session());
            long more = (long) Integer.BYTES + txn.path().length();
            if (TxnSize.ENVELOPE + Integer.BYTES + listed + more > rules.maxTxnBytes()) {
                return ErrorCode.MARSHALLING_ERROR;
            }
        }
        return ErrorCode.OK;
    }

    private static Txn.Create txn(
            WriteRequest.Create request, ZPath path, List<Acl> acl, int parentCversion) {
        Txn.CreateKind kind =
                switch (request.op()) {
                    case CREATE2 -> Txn.CreateKind.CREATE2;
                    case CREATE_CONTAINER -> Txn.CreateKind.CONTAINER;
                    case CREATE_TTL -> Txn.CreateKind.TTL;
                    default -> Txn.CreateKind.CREATE;
                };
        boolean plain = kind == Txn.CreateKind.CREATE || kind == Txn.CreateKind.CREATE2;
        int flags = request.flags();
        boolean ephemeral = plain && (flags == EPHEMERAL || flags == EPHEMERAL_SEQUENTIAL);
        long ttlMs = kind == Txn.CreateKind.TTL ? request.ttlMs() : 0;
        return new Txn.Create(kind, path, request.data(), acl, ephemeral, parentCversion, ttlMs);
    }

    private static boolean isSequential(WriteRequest.Create request) {
        int flags = request.flags();
        return flags == SEQUENTIAL || flags == EPHEMERAL_SEQUENTIAL || flags == TTL_SEQUENTIAL;
    }

    /** Ten digits, a minus counting as one of them. */
    static String sequence(int number) {
        String digits = Long.toString(Math.abs((long) number));
        String sign = number < 0 ? "-" : "";
        int zeros = Math.max(0, SEQUENCE_DIGITS - sign.length() - digits.length());
        return sign + "0".repeat(zeros) + digits;
    }
}
