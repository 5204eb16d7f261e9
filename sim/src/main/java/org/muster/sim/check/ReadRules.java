package org.muster.sim.check;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;
import org.muster.model.Id;
import org.muster.model.Perms;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Response;

/** What each read answers over the state at one zxid. */
final class ReadRules {
    private final VersionedTree tree;
    private final Actor actor;
    private final long zxid;

    ReadRules(VersionedTree tree, Actor actor, long zxid) {
        this.tree = tree;
        this.actor = actor;
        this.zxid = zxid;
    }

    Response answer(ReadRequest request) {
        return switch (request) {
            case ReadRequest.Exists exists -> exists(exists.path().toString());
            case ReadRequest.GetData getData -> getData(getData.path().toString());
            case ReadRequest.GetAcl getAcl -> getAcl(getAcl.path().toString());
            case ReadRequest.GetChildren list -> children(list);
            case ReadRequest.GetAllChildrenNumber count -> count(count.path().toString());
            case ReadRequest.GetEphemerals mine -> ephemerals(mine);
            case ReadRequest.WhoAmI _ -> whoAmI();
            case ReadRequest.MultiRead multi -> multi(multi);
            case ReadRequest.Undecodable _ -> WriteRules.refused(ErrorCode.MARSHALLING_ERROR);
        };
    }

    private Response exists(String path) {
        if (path.indexOf('\0') >= 0) {
            return WriteRules.refused(ErrorCode.BAD_ARGUMENTS);
        }
        Znode znode = tree.at(path, zxid);
        if (znode == null) {
            return WriteRules.refused(ErrorCode.NO_NODE);
        }
        return readable(znode)
                ? new Response.StatOnly(znode.stat())
                : WriteRules.refused(ErrorCode.NO_AUTH);
    }

    private Response getData(String path) {
        Znode znode = tree.at(path, zxid);
        if (znode == null) {
            return WriteRules.refused(ErrorCode.NO_NODE);
        }
        return readable(znode)
                ? new Response.DataAndStat(znode.data(), znode.stat())
                : WriteRules.refused(ErrorCode.NO_AUTH);
    }

    private Response getAcl(String path) {
        Znode znode = tree.at(path, zxid);
        if (znode == null) {
            return WriteRules.refused(ErrorCode.NO_NODE);
        }
        if (!AccessRules.permits(znode.acl(), Perms.READ | Perms.ADMIN, actor.identities())) {
            return WriteRules.refused(ErrorCode.NO_AUTH);
        }
        return new Response.AclAndStat(
                AccessRules.shown(znode.acl(), actor.identities()), znode.stat());
    }

    private Response children(ReadRequest.GetChildren request) {
        String path = request.path().toString();
        Znode znode = tree.at(path, zxid);
        if (znode == null) {
            return WriteRules.refused(ErrorCode.NO_NODE);
        }
        if (!readable(znode)) {
            return WriteRules.refused(ErrorCode.NO_AUTH);
        }
        List<Bytes> names = tree.children(path, zxid).stream().map(Bytes::utf8).toList();
        return request.op() == Op.GET_CHILDREN
                ? new Response.Children(names)
                : new Response.ChildrenAndStat(names, znode.stat());
    }

    private Response count(String path) {
        Znode znode = tree.at(path, zxid);
        if (znode == null) {
            return WriteRules.refused(ErrorCode.NO_NODE);
        }
        return readable(znode)
                ? new Response.Count(tree.below(path, zxid).size())
                : WriteRules.refused(ErrorCode.NO_AUTH);
    }

    private Response ephemerals(ReadRequest.GetEphemerals request) {
        ZPath asked = request.prefix();
        String prefix = asked == null || asked.toString().isBlank() ? "/" : asked.toString();
        List<ZPath> paths = new ArrayList<>();
        for (VersionedTree.Placed placed : tree.below("/", zxid)) {
            if (placed.znode().kind() == Znode.Kind.EPHEMERAL
                    && placed.znode().owner() == actor.session()
                    && placed.path().startsWith(prefix)) {
                paths.add(ZPath.of(placed.path()));
            }
        }
        return new Response.Ephemerals(paths);
    }

    private Response whoAmI() {
        List<Response.ClientInfo> infos = new ArrayList<>();
        for (Id id : actor.identities()) {
            int colon = id.id().indexOf(':');
            boolean digest = id.scheme().equals("digest") && colon >= 0;
            infos.add(
                    new Response.ClientInfo(
                            id.scheme(), digest ? id.id().substring(0, colon) : id.id()));
        }
        return new Response.Identities(infos);
    }

    private Response multi(ReadRequest.MultiRead request) {
        List<Response.Result> results = new ArrayList<>();
        for (ReadRequest op : request.ops()) {
            Response one = answer(op);
            results.add(
                    one instanceof Response.Refused(ErrorCode code)
                            ? new Response.Result.Failed(code.code())
                            : new Response.Result.Done(op.op(), one));
        }
        return new Response.Multi(results);
    }

    private boolean readable(Znode znode) {
        return AccessRules.permits(znode.acl(), Perms.READ, actor.identities());
    }
}
