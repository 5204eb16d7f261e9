package org.muster.state.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;
import org.muster.model.Id;
import org.muster.model.Perms;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Response;
import org.muster.state.State;
import org.muster.state.auth.AclRules;
import org.muster.state.auth.AuthSchemes;
import org.muster.state.tree.ChildIterator;
import org.muster.state.tree.Znode;

/**
 * Answers reads from one state. A missing znode is told to everybody; only what it holds is
 * protected. Keeps nothing, so one may serve many threads.
 */
public final class Query {
    private static final Response NO_NODE = new Response.Refused(ErrorCode.NO_NODE);
    private static final Response NO_AUTH = new Response.Refused(ErrorCode.NO_AUTH);

    private final AclRules rules;

    /** Reads as {@code rules} permit. */
    public Query(AclRules rules) {
        this.rules = rules;
    }

    /** The answer to {@code request} of a session whose connection has these identities. */
    public Response answer(
            State state, ReadRequest request, SessionId session, List<Id> identities) {
        return switch (request) {
            case ReadRequest.Exists(var path, _) -> exists(state, path, identities);
            case ReadRequest.GetData(var path, _) -> getData(state, path, identities);
            case ReadRequest.GetAcl(var path) -> getAcl(state, path, identities);
            case ReadRequest.GetChildren(var op, var path, _) ->
                    getChildren(state, path, op == Op.GET_CHILDREN2, identities);
            case ReadRequest.GetAllChildrenNumber(var path) ->
                    getAllChildrenNumber(state, path, identities);
            case ReadRequest.GetEphemerals(var prefix) -> getEphemerals(state, session, prefix);
            case ReadRequest.MultiRead(var ops) -> multiRead(state, ops, session, identities);
            case ReadRequest.WhoAmI _ -> whoAmI(identities);
            case ReadRequest.Undecodable _ -> new Response.Refused(ErrorCode.MARSHALLING_ERROR);
        };
    }

    /** The Stat of a znode; BAD_ARGUMENTS for a path with a NUL. */
    public Response exists(State state, ZPath path, List<Id> identities) {
        if (path.hasNul()) {
            return new Response.Refused(ErrorCode.BAD_ARGUMENTS);
        }
        Znode node = state.find(path);
        if (node == null) {
            return NO_NODE;
        }
        return mayRead(node, identities) ? new Response.StatOnly(node.stat()) : NO_AUTH;
    }

    /** Data and Stat of a znode. */
    public Response getData(State state, ZPath path, List<Id> identities) {
        Znode node = state.find(path);
        if (node == null) {
            return NO_NODE;
        }
        return mayRead(node, identities)
                ? new Response.DataAndStat(node.data(), node.stat())
                : NO_AUTH;
    }

    /** ACL and Stat of a znode; digests only for those who may set the ACL. */
    public Response getAcl(State state, ZPath path, List<Id> identities) {
        Znode node = state.find(path);
        if (node == null) {
            return NO_NODE;
        }
        if (!rules.permits(node.acl(), Perms.READ | Perms.ADMIN, identities)) {
            return NO_AUTH;
        }
        boolean masked = !rules.permits(node.acl(), Perms.ADMIN, identities);
        return new Response.AclAndStat(
                masked ? AclRules.masked(node.acl().entries()) : node.acl().entries(), node.stat());
    }

    /** The names of a znode's children, in the order of their bytes. */
    public Response getChildren(State state, ZPath path, boolean withStat, List<Id> identities) {
        Znode node = state.find(path);
        if (node == null) {
            return NO_NODE;
        }
        if (!mayRead(node, identities)) {
            return NO_AUTH;
        }
        List<Bytes> names = new ArrayList<>(node.numChildren());
        ChildIterator children = node.childIterator();
        while (children.hasNext()) {
            names.add(children.next().name());
        }
        return withStat
                ? new Response.ChildrenAndStat(names, node.stat())
                : new Response.Children(names);
    }

    /** How many znodes are below a znode, at all levels. */
    public Response getAllChildrenNumber(State state, ZPath path, List<Id> identities) {
        Znode node = state.find(path);
        if (node == null) {
            return NO_NODE;
        }
        return mayRead(node, identities) ? new Response.Count(node.descendants()) : NO_AUTH;
    }

    /** The ephemerals of a session whose text begins with {@code prefix}; null, blank, "/": all. */
    public Response getEphemerals(State state, SessionId session, @Nullable ZPath prefix) {
        List<ZPath> all = state.ephemerals(session);
        String text = prefix == null ? "" : prefix.toString().trim();
        if (prefix == null || text.isEmpty() || text.equals("/")) {
            return new Response.Ephemerals(all);
        }
        List<ZPath> some = new ArrayList<>();
        for (ZPath path : all) {
            if (path.startsWith(prefix)) {
                some.add(path);
            }
        }
        return new Response.Ephemerals(some);
    }

    private Response multiRead(
            State state, List<ReadRequest> ops, SessionId session, List<Id> identities) {
        List<Response.Result> results = new ArrayList<>(ops.size());
        for (ReadRequest op : ops) {
            Response body = answer(state, op, session, identities);
            results.add(
                    body instanceof Response.Refused(ErrorCode code)
                            ? new Response.Result.Failed(code.code())
                            : new Response.Result.Done(op.op(), body));
        }
        return new Response.Multi(results);
    }

    private static Response whoAmI(List<Id> identities) {
        List<Response.ClientInfo> infos = new ArrayList<>(identities.size());
        for (Id identity : identities) {
            infos.add(new Response.ClientInfo(identity.scheme(), AuthSchemes.userOf(identity)));
        }
        return new Response.Identities(infos);
    }

    private boolean mayRead(Znode node, List<Id> identities) {
        return rules.permits(node.acl(), Perms.READ, identities);
    }
}
