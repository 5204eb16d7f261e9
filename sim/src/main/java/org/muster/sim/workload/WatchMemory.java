package org.muster.sim.workload;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.model.WatchEvent;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.model.request.Response;

/** The watches a client believes it has, to be set again on its next connection. */
final class WatchMemory {
    private final Set<ZPath> data = new TreeSet<>();
    private final Set<ZPath> exist = new TreeSet<>();
    private final Set<ZPath> child = new TreeSet<>();
    private final Set<ZPath> persistent = new TreeSet<>();
    private final Set<ZPath> recursive = new TreeSet<>();

    void answered(Request request, Response response) {
        boolean ok = !(response instanceof Response.Refused);
        switch (request) {
            case ReadRequest.Exists(var path, boolean watch) -> {
                if (watch) {
                    (ok ? data : exist).add(path);
                }
            }
            case ReadRequest.GetData(var path, boolean watch) -> {
                if (watch && ok) {
                    data.add(path);
                }
            }
            case ReadRequest.GetChildren(_, var path, boolean watch) -> {
                if (watch && ok) {
                    child.add(path);
                }
            }
            case LinkRequest.AddWatch(ZPath path, boolean all) ->
                    (all ? recursive : persistent).add(path);
            case LinkRequest.RemoveWatches(var path, _) -> {
                data.remove(path);
                exist.remove(path);
                child.remove(path);
                persistent.remove(path);
                recursive.remove(path);
            }
            default -> {}
        }
    }

    void heard(WatchEvent event) {
        switch (event.type()) {
            case NODE_CREATED, NODE_DATA_CHANGED -> {
                data.remove(event.path());
                exist.remove(event.path());
            }
            case NODE_DELETED -> {
                data.remove(event.path());
                exist.remove(event.path());
                child.remove(event.path());
            }
            case NODE_CHILDREN_CHANGED -> child.remove(event.path());
        }
    }

    void clear() {
        List.of(data, exist, child, persistent, recursive).forEach(Set::clear);
    }

    /** The request that sets all of them again, null if there are none. */
    @Nullable Request restore(long relativeZxid) {
        boolean newer = !persistent.isEmpty() || !recursive.isEmpty();
        if (data.isEmpty() && exist.isEmpty() && child.isEmpty() && !newer) {
            return null;
        }
        return new LinkRequest.SetWatches(
                newer ? Op.SET_WATCHES2 : Op.SET_WATCHES,
                relativeZxid,
                data.stream().toList(),
                exist.stream().toList(),
                child.stream().toList(),
                persistent.stream().toList(),
                recursive.stream().toList());
    }
}
