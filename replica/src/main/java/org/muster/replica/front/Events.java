package org.muster.replica.front;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Perms;
import org.muster.model.WatchEvent;
import org.muster.model.ZPath;
import org.muster.replica.watch.WatchTable;
import org.muster.state.Change;
import org.muster.state.Changes;
import org.muster.state.auth.AccessList;
import org.muster.state.auth.AclRules;
import org.muster.wire.client.ReplyWriter;
import org.muster.wire.jute.ByteWriter;

/**
 * Changes become watch events: in the order of the changes, each encoded once however many hear of
 * it, and only for those who may read the node. Source: client protocol, which operation triggers
 * what.
 */
final class Events {
    private static final int ALL_AT_NODE = WatchTable.IN_DATA_TABLE | WatchTable.IN_CHILD_TABLE;

    private final WatchTable<Connection> table;
    private final Outlet outlet;
    private final AclRules rules;
    private final FrontStatistics totals;
    private final ByteWriter encoded = new ByteWriter(128);

    private long zxid;
    private WatchEvent.Type type = WatchEvent.Type.NODE_CREATED;
    private @Nullable ZPath path;
    private AccessList acl = AccessList.OPEN;
    private int told;

    Events(WatchTable<Connection> table, Outlet outlet, AclRules rules, FrontStatistics totals) {
        this.table = table;
        this.outlet = outlet;
        this.rules = rules;
        this.totals = totals;
    }

    /** Queues the events that {@code changes} of transaction {@code zxid} bring. */
    void tell(long zxid, Changes changes) {
        if (table.watchedPaths() == 0) {
            return;
        }
        this.zxid = zxid;
        List<Change> all = changes.all();
        for (int i = 0; i < all.size(); i++) {
            tell(all.get(i));
        }
    }

    private void tell(Change change) {
        switch (change) {
            case Change.Created(ZPath at, AccessList own, AccessList parents) -> {
                at(WatchEvent.Type.NODE_CREATED, at, own, WatchTable.IN_DATA_TABLE);
                atParent(at, parents);
            }
            case Change.Deleted(ZPath at, AccessList own, AccessList parents) -> {
                at(WatchEvent.Type.NODE_DELETED, at, own, ALL_AT_NODE);
                atParent(at, parents);
            }
            case Change.DataChanged(ZPath at, AccessList own) ->
                    at(WatchEvent.Type.NODE_DATA_CHANGED, at, own, WatchTable.IN_DATA_TABLE);
            case Change.SessionOpened _, Change.SessionClosed _ -> {}
        }
    }

    private void at(WatchEvent.Type type, ZPath at, AccessList own, int listening) {
        begin(type, at, own);
        table.trigger(at, listening, this::send);
        count();
    }

    private void atParent(ZPath child, AccessList parents) {
        this.type = WatchEvent.Type.NODE_CHILDREN_CHANGED;
        this.path = null;
        this.acl = parents;
        encoded.clear();
        table.triggerParent(
                child,
                (parent, to) -> {
                    path = parent;
                    send(to);
                });
        count();
    }

    private void count() {
        if (told > 0) {
            totals.counts.watchersTold(type).add(told);
            told = 0;
        }
    }

    private void begin(WatchEvent.Type type, ZPath at, AccessList own) {
        this.type = type;
        this.path = at;
        this.acl = own;
        encoded.clear();
    }

    private void send(Connection to) {
        told++;
        ZPath at = path;
        if (at == null || !rules.permits(acl, Perms.READ, to.identities)) {
            return;
        }
        if (encoded.length() == 0) {
            ReplyWriter.event(encoded, zxid, new WatchEvent(type, at));
        }
        outlet.writer(to).writeRaw(encoded.array(), 0, encoded.length());
        totals.counts.eventBytes += encoded.length() - Integer.BYTES;
        to.statistics.sent++;
        totals.sent++;
    }

    /** Queues one event of setWatches, which is not filtered and stands outside the order. */
    void sendMissed(Connection to, WatchEvent event) {
        ByteWriter out = outlet.writer(to);
        int before = out.length();
        ReplyWriter.event(out, -1, event);
        totals.counts.eventBytes += out.length() - before - Integer.BYTES;
        to.statistics.sent++;
        totals.sent++;
    }
}
