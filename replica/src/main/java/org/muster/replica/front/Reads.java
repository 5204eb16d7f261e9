package org.muster.replica.front;

import java.util.List;
import org.muster.model.ErrorCode;
import org.muster.model.Id;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Response;
import org.muster.replica.watch.WatchTable;
import org.muster.state.query.Query;
import org.muster.state.tree.Znode;

/** Answers reads on the front's root and sets the watches they ask for, both at one moment. */
final class Reads {
    private static final long MAX_MULTI_READ_BYTES = 64L << 20;

    /** What a name takes in memory while its reply is made, roughly. */
    private static final long BYTES_A_NAME = 64;

    private final View view;
    private final Query query;
    private final Watching watching;

    Reads(View view, Query query, Watching watching) {
        this.view = view;
        this.query = query;
        this.watching = watching;
    }

    /** What {@code connection}, then known as {@code identities}, gets for {@code request}. */
    Response answer(Connection connection, ReadRequest request, List<Id> identities) {
        Response response = query.answer(view.root(), request, connection.session, identities);
        switch (request) {
            case ReadRequest.GetData(ZPath path, boolean watch) -> {
                if (watch && !(response instanceof Response.Refused)) {
                    watching.register(connection, path, WatchTable.STANDARD_DATA);
                }
            }
            case ReadRequest.Exists(ZPath path, boolean watch) -> {
                if (watch
                        && (!(response instanceof Response.Refused refused)
                                || isMissing(refused))) {
                    watching.register(connection, path, WatchTable.STANDARD_DATA);
                }
            }
            case ReadRequest.GetChildren(var _, ZPath path, boolean watch) -> {
                if (watch && !(response instanceof Response.Refused)) {
                    watching.register(connection, path, WatchTable.STANDARD_CHILD);
                }
            }
            case ReadRequest.GetAcl _,
                    ReadRequest.GetAllChildrenNumber _,
                    ReadRequest.GetEphemerals _,
                    ReadRequest.MultiRead _,
                    ReadRequest.WhoAmI _,
                    ReadRequest.Undecodable _ -> {}
        }
        return response;
    }

    /**
     * Whether the results of {@code request} could be more than one reply may hold: a small request
     * can ask for the same large node thousands of times. Told from the nodes' sizes, before any
     * result is made.
     */
    boolean isTooMuch(ReadRequest.MultiRead request) {
        long bytes = 0;
        for (ReadRequest op : request.ops()) {
            bytes +=
                    switch (op) {
                        case ReadRequest.GetData(ZPath path, boolean _) -> dataBytes(path);
                        case ReadRequest.GetChildren(Op _, ZPath path, boolean _) ->
                                children(path) * BYTES_A_NAME;
                        default -> 0;
                    };
            if (bytes > MAX_MULTI_READ_BYTES) {
                return true;
            }
        }
        return false;
    }

    private long dataBytes(ZPath path) {
        Znode node = view.root().find(path);
        return node == null ? 0 : node.dataLength();
    }

    private long children(ZPath path) {
        Znode node = view.root().find(path);
        return node == null ? 0 : node.numChildren();
    }

    private static boolean isMissing(Response.Refused refused) {
        return refused.code() == ErrorCode.NO_NODE;
    }
}
