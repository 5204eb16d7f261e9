package org.muster.cli.shell.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Paths;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Subtree;
import org.muster.client.AccessList;
import org.muster.client.Blocking;
import org.muster.client.Code;
import org.muster.client.MusterException;
import org.muster.client.Node;

/** Reads all nodes of a subtree with their lists of access, some ahead. */
final class Source {
    /** Takes nodes, each behind the one above it. */
    interface Sink {
        void take(Carried node) throws InterruptedException;
    }

    private record Ahead(Node node, CompletableFuture<AccessList> acl) {}

    private static final int AHEAD = 64;

    private final Context context;
    private final Sink sink;
    private final List<Ahead> ahead = new ArrayList<>();

    private Source(Context context, Sink sink) {
        this.context = context;
        this.sink = sink;
    }

    /**
     * Reads everything at and below {@code path}, but for what is the servers' own. Fails if
     * something may not be read: half a copy would look like a whole one.
     */
    static void read(Context context, String path, Sink sink) throws InterruptedException {
        Source source = new Source(context, sink);
        int code =
                new Subtree(context, Subtree.Detail.DATA, Integer.MAX_VALUE)
                        .visit(path, visit -> source.add(visit.node().orElseThrow()));
        source.drain();
        if (code != ExitCode.OK) {
            throw new ShellFailure(code, "not all below " + path + " can be read");
        }
    }

    private boolean add(Node node) throws InterruptedException {
        if (!Paths.isAtOrBelow(node.path(), "/zookeeper")) {
            ahead.add(new Ahead(node, context.client().acl(node.path())));
            if (ahead.size() >= AHEAD) {
                drain();
            }
        }
        return true;
    }

    private void drain() throws InterruptedException {
        for (Ahead next : ahead) {
            AccessList acl = orNull(next.acl());
            if (acl != null) {
                boolean ephemeral = next.node().stat().ephemeralOwner() != 0;
                Node node = next.node();
                sink.take(new Carried(node.path(), node.data(), acl.entries(), ephemeral));
            }
        }
        ahead.clear();
    }

    /** The list; null if the node is gone by now. */
    private static @Nullable AccessList orNull(CompletableFuture<AccessList> future)
            throws InterruptedException {
        try {
            return Blocking.await(future);
        } catch (MusterException failure) {
            if (failure.code() == Code.NO_NODE) {
                return null;
            }
            throw failure;
        }
    }
}
