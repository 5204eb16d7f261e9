package org.muster.sim.check;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.ErrorCode;
import org.muster.model.Perms;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;

/**
 * What each write does, check by check in the order of the client protocol, section 7: written from
 * the specification, not from the server's code.
 */
final class WriteRules {
    private static final Set<String> FIXED =
            new TreeSet<>(List.of("/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config"));
    private static final long MAX_TTL_MS = (1L << 40) - 1;

    private final Draft draft;
    private final Quotas quotas;
    private final boolean enforceQuota;
    private final Actor actor;
    private final long zxid;
    private final long timeMs;

    /** When a transaction takes place: its number, and the server's clock. */
    record Moment(long zxid, long timeMs) {}

    WriteRules(Draft draft, Actor actor, Moment moment, boolean enforceQuota) {
        this.draft = draft;
        this.quotas = new Quotas(draft);
        this.enforceQuota = enforceQuota;
        this.actor = actor;
        this.zxid = moment.zxid();
        this.timeMs = moment.timeMs();
    }

    Response execute(WriteRequest request, boolean inMulti) {
        return switch (request) {
            case WriteRequest.Create create -> create(create, inMulti);
            case WriteRequest.Delete delete -> delete(delete);
            case WriteRequest.SetData setData -> setData(setData);
            case WriteRequest.SetAcl setAcl -> setAcl(setAcl);
            case WriteRequest.Check check -> check(check);
            case WriteRequest.Reconfig _ -> refused(ErrorCode.RECONFIG_DISABLED);
            case WriteRequest.Undecodable _ -> refused(ErrorCode.MARSHALLING_ERROR);
            case WriteRequest.DeleteContainer _,
                    WriteRequest.Multi _,
                    WriteRequest.CreateSession _,
                    WriteRequest.CloseSession _ ->
                    throw new IllegalArgumentException("not a single client write: " + request);
        };
    }

    private Response create(WriteRequest.Create create, boolean inMulti) {
        ErrorCode mode = judgeMode(create);
        if (mode != ErrorCode.OK) {
            return refused(mode);
        }
        if (create.path() == null) {
            return refused(ErrorCode.MARSHALLING_ERROR);
        }
        String asked = create.path().toString();
        if (!Paths.isPathLike(asked)) {
            return refused(ErrorCode.BAD_ARGUMENTS);
        }
        List<Acl> acl = AccessRules.resolve(create.acl(), actor.identities());
        if (acl == null) {
            return refused(ErrorCode.INVALID_ACL);
        }
        String parentPath = Paths.parent(asked);
        Znode parent = draft.at(parentPath);
        if (parent == null) {
            return refused(ErrorCode.NO_NODE);
        }
        if (!AccessRules.permits(parent.acl(), Perms.CREATE, actor.identities())) {
            return refused(ErrorCode.NO_AUTH);
        }
        boolean sequential = create.flags() == 2 || create.flags() == 3 || create.flags() == 6;
        String path = sequential ? asked + String.format("%010d", parent.creations()) : asked;
        if (!Paths.isValid(path)) {
            return refused(ErrorCode.BAD_ARGUMENTS);
        }
        if (draft.at(path) != null) {
            return refused(ErrorCode.NODE_EXISTS);
        }
        if (parent.kind() == Znode.Kind.EPHEMERAL) {
            return refused(ErrorCode.NO_CHILDREN_FOR_EPHEMERALS);
        }
        int length = create.data() == null ? 0 : create.data().length();
        ErrorCode room = judgeQuota(path, 1, length);
        if (room != ErrorCode.OK) {
            return refused(room);
        }
        Znode.Kind kind = kindOf(create, inMulti);
        Znode made = made(create, kind, acl);
        draft.put(path, made);
        draft.put(parentPath, parent.withChild(1, zxid));
        draft.tell(new Change(Change.Kind.CREATED, path, acl, parent.acl()));
        quotas.created(path, length);
        boolean plainReply = create.op() == Op.CREATE && !(inMulti && kind == Znode.Kind.CONTAINER);
        return plainReply
                ? new Response.Path(ZPath.of(path))
                : new Response.PathAndStat(ZPath.of(path), made.stat());
    }

    private Znode made(WriteRequest.Create create, Znode.Kind kind, List<Acl> acl) {
        long owner = ownerOf(kind, create);
        return new Znode(
                create.data(), acl, zxid, zxid, zxid, timeMs, timeMs, 0, 0, 0, 0, kind, owner);
    }

    private ErrorCode judgeQuota(String path, int moreCount, long moreBytes) {
        return enforceQuota ? quotas.judge(path, moreCount, moreBytes) : ErrorCode.OK;
    }

    private static ErrorCode judgeMode(WriteRequest.Create create) {
        boolean ttlMode = create.flags() == 5 || create.flags() == 6;
        boolean known = create.flags() >= 0 && create.flags() <= 6;
        if (!known || ttlMode != (create.op() == Op.CREATE_TTL)) {
            return ErrorCode.BAD_ARGUMENTS;
        }
        return ttlMode && (create.ttlMs() < 1 || create.ttlMs() > MAX_TTL_MS)
                ? ErrorCode.BAD_ARGUMENTS
                : ErrorCode.OK;
    }

    private static Znode.Kind kindOf(WriteRequest.Create create, boolean inMulti) {
        if (create.op() == Op.CREATE_TTL) {
            return Znode.Kind.TTL;
        }
        if (create.op() == Op.CREATE_CONTAINER || (inMulti && create.flags() == 4)) {
            return Znode.Kind.CONTAINER;
        }
        return create.flags() == 1 || create.flags() == 3 ? Znode.Kind.EPHEMERAL : Znode.Kind.PLAIN;
    }

    private long ownerOf(Znode.Kind kind, WriteRequest.Create create) {
        return switch (kind) {
            case EPHEMERAL -> actor.session();
            case TTL -> create.ttlMs();
            case PLAIN, CONTAINER -> 0;
        };
    }

    private Response delete(WriteRequest.Delete delete) {
        String path = delete.path().toString();
        if (!Paths.isPathLike(path) || FIXED.contains(path)) {
            return refused(ErrorCode.BAD_ARGUMENTS);
        }
        Znode parent = draft.at(Paths.parent(path));
        if (parent == null) {
            return refused(ErrorCode.NO_NODE);
        }
        if (!AccessRules.permits(parent.acl(), Perms.DELETE, actor.identities())) {
            return refused(ErrorCode.NO_AUTH);
        }
        Znode znode = draft.at(path);
        if (znode == null) {
            return refused(ErrorCode.NO_NODE);
        }
        if (delete.version() != -1 && delete.version() != znode.version()) {
            return refused(ErrorCode.BAD_VERSION);
        }
        if (znode.children() > 0) {
            return refused(ErrorCode.NOT_EMPTY);
        }
        draft.remove(path, znode, zxid);
        return Response.Empty.INSTANCE;
    }

    private Response setData(WriteRequest.SetData setData) {
        String path = setData.path().toString();
        Znode znode = draft.at(path);
        ErrorCode early = judge(path, znode, Perms.WRITE);
        if (early != ErrorCode.OK || znode == null) {
            return refused(early);
        }
        int length = setData.data() == null ? 0 : setData.data().length();
        ErrorCode room = judgeQuota(path, 0, (long) length - znode.length());
        if (room != ErrorCode.OK) {
            return refused(room);
        }
        if (setData.version() != -1 && setData.version() != znode.version()) {
            return refused(ErrorCode.BAD_VERSION);
        }
        Znode written = znode.withData(setData.data(), zxid, timeMs);
        draft.put(path, written);
        draft.tell(new Change(Change.Kind.DATA, path, znode.acl(), znode.acl()));
        quotas.account(path, 0, (long) length - znode.length());
        return new Response.StatOnly(written.stat());
    }

    private Response setAcl(WriteRequest.SetAcl setAcl) {
        String path = setAcl.path().toString();
        if (!Paths.isValid(path)) {
            return refused(ErrorCode.BAD_ARGUMENTS);
        }
        List<Acl> acl = AccessRules.resolve(setAcl.acl(), actor.identities());
        if (acl == null) {
            return refused(ErrorCode.INVALID_ACL);
        }
        Znode znode = draft.at(path);
        ErrorCode early = judge(path, znode, Perms.ADMIN);
        if (early != ErrorCode.OK || znode == null) {
            return refused(early);
        }
        if (setAcl.version() != -1 && setAcl.version() != znode.aversion()) {
            return refused(ErrorCode.BAD_VERSION);
        }
        Znode changed = znode.withAcl(acl);
        draft.put(path, changed);
        return new Response.StatOnly(changed.stat());
    }

    private Response check(WriteRequest.Check check) {
        String path = check.path().toString();
        Znode znode = draft.at(path);
        ErrorCode early = judge(path, znode, Perms.READ);
        if (early != ErrorCode.OK || znode == null) {
            return refused(early);
        }
        return check.version() == -1 || check.version() == znode.version()
                ? Response.Empty.INSTANCE
                : refused(ErrorCode.BAD_VERSION);
    }

    private ErrorCode judge(String path, @Nullable Znode znode, int perm) {
        if (!Paths.isValid(path)) {
            return ErrorCode.BAD_ARGUMENTS;
        }
        if (znode == null) {
            return ErrorCode.NO_NODE;
        }
        return AccessRules.permits(znode.acl(), perm, actor.identities())
                ? ErrorCode.OK
                : ErrorCode.NO_AUTH;
    }

    static Response refused(ErrorCode code) {
        return new Response.Refused(code);
    }
}
