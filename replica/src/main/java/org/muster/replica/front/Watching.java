package org.muster.replica.front;

import java.util.List;
import org.muster.model.ErrorCode;
import org.muster.model.WatchEvent;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Response;
import org.muster.model.request.WatcherType;
import org.muster.replica.watch.WatchTable;
import org.muster.replica.watch.Watcher;
import org.muster.state.tree.Znode;

/** The operations on watches. Source: client protocol, watches. */
final class Watching {
    private static final Response NO_WATCHER = new Response.Refused(ErrorCode.NO_WATCHER);
    private static final Response ZERO = new Response.Count(0);

    private final View view;
    private final WatchTable<Connection> table;
    private final Events events;

    Watching(View view, WatchTable<Connection> table, Events events) {
        this.view = view;
        this.table = table;
        this.events = events;
    }

    /** {@code connection} waits at {@code path} with {@code modes} from now on. */
    void register(Connection connection, ZPath path, int modes) {
        table.add(watcherOf(connection), path, modes);
    }

    /** All watches of {@code connection} go with it. */
    void forget(Connection connection) {
        Watcher<Connection> watcher = connection.watcher;
        if (watcher != null) {
            table.removeAll(watcher);
            connection.watcher = null;
        }
    }

    Response add(Connection connection, LinkRequest.AddWatch request) {
        ZPath path = request.path();
        // A null path is legal and names nothing that could ever change.
        if (path != null) {
            register(
                    connection,
                    path,
                    request.recursive() ? WatchTable.RECURSIVE : WatchTable.PERSISTENT);
        }
        return ZERO;
    }

    Response remove(Connection connection, ZPath path, WatcherType type) {
        Watcher<Connection> watcher = connection.watcher;
        return watcher != null && table.tryRemove(watcher, path, modesOf(type))
                ? Response.Empty.INSTANCE
                : NO_WATCHER;
    }

    Response check(Connection connection, ZPath path, WatcherType type) {
        Watcher<Connection> watcher = connection.watcher;
        return watcher != null && table.has(watcher, path, modesOf(type))
                ? Response.Empty.INSTANCE
                : NO_WATCHER;
    }

    /** Sets watches again, or tells at once what they would have told since. */
    Response set(Connection connection, LinkRequest.SetWatches request) {
        long since = request.relativeZxid();
        for (ZPath path : request.data()) {
            Znode node = view.root().find(path);
            if (node == null) {
                missed(connection, WatchEvent.Type.NODE_DELETED, path);
            } else if (node.mzxid() > since) {
                missed(connection, WatchEvent.Type.NODE_DATA_CHANGED, path);
            } else {
                register(connection, path, WatchTable.STANDARD_DATA);
            }
        }
        for (ZPath path : request.exist()) {
            if (view.root().find(path) != null) {
                missed(connection, WatchEvent.Type.NODE_CREATED, path);
            } else {
                register(connection, path, WatchTable.STANDARD_DATA);
            }
        }
        for (ZPath path : request.child()) {
            Znode node = view.root().find(path);
            if (node == null) {
                missed(connection, WatchEvent.Type.NODE_DELETED, path);
            } else if (node.pzxid() > since) {
                missed(connection, WatchEvent.Type.NODE_CHILDREN_CHANGED, path);
            } else {
                register(connection, path, WatchTable.STANDARD_CHILD);
            }
        }
        registerAll(connection, request.persistent(), WatchTable.PERSISTENT);
        registerAll(connection, request.persistentRecursive(), WatchTable.RECURSIVE);
        return Response.Empty.INSTANCE;
    }

    private void registerAll(Connection connection, List<ZPath> paths, int modes) {
        for (ZPath path : paths) {
            register(connection, path, modes);
        }
    }

    private void missed(Connection connection, WatchEvent.Type type, ZPath path) {
        events.sendMissed(connection, new WatchEvent(type, path));
    }

    private Watcher<Connection> watcherOf(Connection connection) {
        Watcher<Connection> watcher = connection.watcher;
        if (watcher == null) {
            watcher = new Watcher<>(connection, (int) connection.link);
            connection.watcher = watcher;
        }
        return watcher;
    }

    private static int modesOf(WatcherType type) {
        return switch (type) {
            case CHILDREN -> WatchTable.STANDARD_CHILD;
            case DATA -> WatchTable.STANDARD_DATA;
            case ANY -> WatchTable.ANY;
            case PERSISTENT -> WatchTable.PERSISTENT;
            case PERSISTENT_RECURSIVE -> WatchTable.RECURSIVE;
        };
    }
}
