package org.muster.replica.front;

import java.util.List;
import org.muster.model.ErrorCode;
import org.muster.model.Id;
import org.muster.model.Invariant;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.model.request.WatcherType;
import org.muster.model.request.WriteRequest;

/** Carries out the requests that need no transaction, each when its turn in the order comes. */
final class Requests {
    private static final Response UNDECODABLE = new Response.Refused(ErrorCode.MARSHALLING_ERROR);
    private static final Response AUTH_FAILED = new Response.Refused(ErrorCode.AUTH_FAILED);
    private static final Response NO_TOKEN = new Response.Token(null);

    /** Stands in the line for every auth that failed when it was read. */
    static final LinkRequest.Auth FAILED_AUTH = new LinkRequest.Auth(null, null);

    private final DirectReads direct;
    private final Reads reads;
    private final Watching watching;
    private final Replies replies;

    Requests(DirectReads direct, Reads reads, Watching watching, Replies replies) {
        this.direct = direct;
        this.reads = reads;
        this.watching = watching;
        this.replies = replies;
    }

    /** Whether {@code request} must be put in order by the core. */
    static boolean isForCore(Request request) {
        return request instanceof WriteRequest || request instanceof LinkRequest.Sync;
    }

    /** Whether nothing that comes behind {@code request} is to be looked at. */
    static boolean isLast(Request request) {
        return switch (request) {
            case WriteRequest.CloseSession _, LinkRequest.Unknown _ -> true;
            case LinkRequest.Auth(var scheme, var _) -> scheme == null;
            case LinkRequest.Undecodable(Op op) -> closesWhenUndecodable(op);
            default -> false;
        };
    }

    private static boolean closesWhenUndecodable(Op op) {
        return op == Op.AUTH || op == Op.SASL;
    }

    /** Answers {@code request}; whether the connection goes on. */
    boolean tryRun(Connection from, int xid, Request request, List<Id> identities, long arrivedNs) {
        return switch (request) {
            case ReadRequest read -> {
                if (direct.tryRun(from, xid, read, identities, arrivedNs)) {
                    yield true;
                }
                if (read instanceof ReadRequest.MultiRead several && reads.isTooMuch(several)) {
                    yield false;
                }
                Response response = reads.answer(from, read, identities);
                replies.reply(from, xid, read.op(), response, arrivedNs);
                yield true;
            }
            case LinkRequest link -> tryRun(from, xid, link, arrivedNs);
            case WriteRequest _ -> {
                Invariant.require(false, "writes are the core's");
                yield false;
            }
        };
    }

    /** Answers a ping while there is no leader: it confirms nothing but the connection. */
    void pongWithoutZxid(Connection from, long arrivedNs) {
        replies.pongWithoutZxid(from, arrivedNs);
    }

    private boolean tryRun(Connection from, int xid, LinkRequest request, long arrivedNs) {
        switch (request) {
            case LinkRequest.Ping _ -> replies.pong(from, arrivedNs);
            case LinkRequest.Auth(var scheme, var _) -> {
                boolean failed = scheme == null;
                replies.replyWithoutZxid(
                        from, xid, Op.AUTH, failed ? AUTH_FAILED : Response.Empty.INSTANCE);
                return !failed;
            }
            case LinkRequest.Sasl _ -> replies.replyWithoutZxid(from, xid, Op.SASL, NO_TOKEN);
            case LinkRequest.SetWatches set ->
                    replies.reply(from, xid, set.op(), watching.set(from, set), arrivedNs);
            case LinkRequest.AddWatch add ->
                    replies.reply(from, xid, add.op(), watching.add(from, add), arrivedNs);
            case LinkRequest.RemoveWatches(ZPath path, WatcherType type) ->
                    replies.reply(
                            from,
                            xid,
                            Op.REMOVE_WATCHES,
                            watching.remove(from, path, type),
                            arrivedNs);
            case LinkRequest.CheckWatches(ZPath path, WatcherType type) ->
                    replies.reply(
                            from,
                            xid,
                            Op.CHECK_WATCHES,
                            watching.check(from, path, type),
                            arrivedNs);
            case LinkRequest.Undecodable(Op op) -> {
                if (closesWhenUndecodable(op)) {
                    return false;
                }
                replies.reply(from, xid, op, UNDECODABLE, arrivedNs);
            }
            case LinkRequest.Unknown _ -> {
                replies.unimplemented(from, xid);
                return false;
            }
            case LinkRequest.Sync _ -> Invariant.require(false, "a sync is the core's");
        }
        return true;
    }
}
