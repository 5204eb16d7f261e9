package org.muster.replica.front;

import java.util.List;
import org.muster.model.ErrorCode;
import org.muster.model.Id;
import org.muster.model.ZPath;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Response;
import org.muster.replica.watch.WatchTable;
import org.muster.state.query.Query;

/** Answers reads on the front's root and sets the watches they ask for, both at one moment. */
final class Reads {
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

    private static boolean isMissing(Response.Refused refused) {
        return refused.code() == ErrorCode.NO_NODE;
    }
}
