package org.muster.replica.front;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Id;
import org.muster.model.Perms;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.replica.watch.WatchTable;
import org.muster.state.auth.AclRules;
import org.muster.state.tree.ChildIterator;
import org.muster.state.tree.Znode;
import org.muster.wire.jute.ByteWriter;

/**
 * Answers getData, exists and the getChildren family of a znode that is there straight from the
 * znode into the reply, without a value in between: these are most of what a server does, and a
 * long list of children exists once only. Everything else, refusals included, is left to {@link
 * Reads}.
 */
final class DirectReads {
    private final View view;
    private final AclRules rules;
    private final Watching watching;
    private final Replies replies;

    DirectReads(View view, AclRules rules, Watching watching, Replies replies) {
        this.view = view;
        this.rules = rules;
        this.watching = watching;
        this.replies = replies;
    }

    /** Whether it could be answered here, and so was. */
    boolean tryRun(
            Connection from, int xid, ReadRequest request, List<Id> identities, long arrivedNs) {
        return switch (request) {
            case ReadRequest.GetData(ZPath path, boolean watch) -> {
                Znode node = readable(path, identities);
                if (node == null) {
                    yield false;
                }
                watch(from, path, watch ? WatchTable.STANDARD_DATA : 0);
                ByteWriter out = replies.begin(from, xid);
                writeData(out, node);
                writeStat(out, node);
                replies.end(from, xid, Op.GET_DATA, arrivedNs);
                yield true;
            }
            case ReadRequest.Exists(ZPath path, boolean watch) -> {
                Znode node = readable(path, identities);
                if (node == null) {
                    yield false;
                }
                watch(from, path, watch ? WatchTable.STANDARD_DATA : 0);
                writeStat(replies.begin(from, xid), node);
                replies.end(from, xid, Op.EXISTS, arrivedNs);
                yield true;
            }
            case ReadRequest.GetChildren(Op op, ZPath path, boolean watch) -> {
                Znode node = readable(path, identities);
                if (node == null) {
                    yield false;
                }
                watch(from, path, watch ? WatchTable.STANDARD_CHILD : 0);
                ByteWriter out = replies.begin(from, xid);
                writeNames(out, node);
                if (op == Op.GET_CHILDREN2) {
                    writeStat(out, node);
                }
                replies.end(from, xid, op, arrivedNs);
                yield true;
            }
            default -> false;
        };
    }

    private @Nullable Znode readable(ZPath path, List<Id> identities) {
        Znode node = view.root().find(path);
        return node != null && rules.permits(node.acl(), Perms.READ, identities) ? node : null;
    }

    private void watch(Connection from, ZPath path, int mode) {
        if (mode != 0) {
            watching.register(from, path, mode);
        }
    }

    private static void writeNames(ByteWriter out, Znode node) {
        out.writeInt(node.numChildren());
        ChildIterator children = node.childIterator();
        while (children.hasNext()) {
            out.writeBuffer(children.next().name());
        }
    }

    private static void writeData(ByteWriter out, Znode node) {
        if (!node.hasData()) {
            out.writeInt(-1);
            return;
        }
        int length = node.dataLength();
        out.writeInt(length);
        int at = out.reserve(length);
        node.copyDataTo(out.array(), at);
    }

    private static void writeStat(ByteWriter out, Znode node) {
        int children = node.numChildren();
        out.writeLong(node.czxid());
        out.writeLong(node.mzxid());
        out.writeLong(node.ctimeMs());
        out.writeLong(node.mtimeMs());
        out.writeInt(node.version());
        out.writeInt(2 * node.creations() - children);
        out.writeInt(node.aversion());
        out.writeLong(node.isEphemeral() ? node.owner() : 0);
        out.writeInt(node.dataLength());
        out.writeInt(children);
        out.writeLong(node.pzxid());
    }
}
