package org.muster.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;
import org.muster.model.Stat;
import org.muster.model.request.Response;
import org.muster.state.tree.TreeWalk;
import org.muster.state.tree.Znode;

/** Outcomes, changes and states as the {@link PlainModel} writes them. */
public final class Rendered {
    private Rendered() {}

    /** An outcome. */
    public static String of(Response response) {
        return switch (response) {
            case Response.Empty _ -> "empty";
            case Response.Refused(ErrorCode code) -> "refused " + code.code();
            case Response.Path(var path) -> "path " + path;
            case Response.PathAndStat(var path, var stat) -> "path " + path + " " + of(stat);
            case Response.StatOnly(var stat) -> "stat " + of(stat);
            case Response.Multi(var results) -> {
                StringBuilder text = new StringBuilder("multi");
                for (Response.Result result : results) {
                    text.append(" | ")
                            .append(
                                    switch (result) {
                                        case Response.Result.Done(_, var body) -> of(body);
                                        case Response.Result.Failed(int code) -> "failed " + code;
                                    });
                }
                yield text.toString();
            }
            default -> response.toString();
        };
    }

    /** A Stat: its fields in the order of the wire. */
    public static String of(Stat s) {
        return String.format(
                "%d %d %d %d %d %d %d %d %d %d %d",
                s.czxid(),
                s.mzxid(),
                s.ctimeMs(),
                s.mtimeMs(),
                s.version(),
                s.cversion(),
                s.aversion(),
                s.ephemeralOwner(),
                s.dataLength(),
                s.numChildren(),
                s.pzxid());
    }

    static List<String> of(Changes changes) {
        return changes.all().stream()
                .map(change ->
                        switch (change) {
                            case Change.Created(var path, var acl, var parentAcl) ->
                                    "created "
                                            + path
                                            + " "
                                            + acl.entries()
                                            + " "
                                            + parentAcl.entries();
                            case Change.Deleted(var path, var acl, var parentAcl) ->
                                    "deleted "
                                            + path
                                            + " "
                                            + acl.entries()
                                            + " "
                                            + parentAcl.entries();
                            case Change.DataChanged(var path, var acl) ->
                                    "data " + path + " " + acl.entries();
                            case Change.SessionOpened(var id, int timeoutMs) ->
                                    "opened " + id.value() + " " + timeoutMs;
                            case Change.SessionClosed(var id) -> "closed " + id.value();
                        })
                .toList();
    }

    /** Everything, one line a znode, in the order of the paths as text. */
    static List<String> dump(State state) {
        List<String> lines = new ArrayList<>();
        TreeWalk walk = state.tree().walk();
        while (walk.advance()) {
            Znode node = walk.node();
            String path = walk.path().length() == 0 ? "/" : walk.path().toString();
            Bytes data = node.data();
            lines.add(
                    path
                            + " "
                            + Arrays.toString(data == null ? null : data.toArray())
                            + " "
                            + node.acl().entries()
                            + " "
                            + node.owner()
                            + " "
                            + of(node.stat()));
        }
        lines.sort(null);
        state.sessions()
                .forEach((id, timeout) -> lines.add("session " + id.value() + " " + timeout));
        return lines;
    }
}
