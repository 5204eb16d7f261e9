package org.muster.cli.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.Blocking;
import org.muster.client.Code;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.client.Node;
import org.muster.model.Bytes;
import org.muster.model.Stat;
import org.muster.model.Zxid;

/**
 * Goes through a subtree, a node before its children and these by name. Reads ahead the children of
 * one node at a time, so that a large tree is neither in memory nor asked for node by node. Nodes
 * that vanish meanwhile are left out; those that may not be read are told of and counted.
 */
public final class Subtree {
    /** What is read of each node besides its children. */
    public enum Detail {
        /** Nothing. */
        NAME,
        /** Its figures. */
        STAT,
        /** Its figures and data. */
        DATA
    }

    /**
     * A node on the way.
     *
     * @param depth 0 for where the way began
     * @param last whether no sister follows
     * @param node without data if only figures were asked for; empty if only names were
     */
    public record Visit(String path, int depth, boolean last, Optional<Node> node) {
        /** The figures, which must have been asked for. */
        public Stat stat() {
            return node.orElseThrow().stat();
        }
    }

    /** Is told of each node. */
    public interface Visitor {
        /** Takes a node; false ends it all. */
        boolean node(Visit visit) throws InterruptedException;
    }

    private record Found(
            CompletableFuture<List<String>> names, CompletableFuture<Optional<Node>> node) {}

    private static final int AHEAD = 64;

    private final Context context;
    private final Detail detail;
    private final int deepest;
    private int denied;
    private boolean stopped;

    /** A way through nodes down to {@code deepest} levels below the first. */
    public Subtree(Context context, Detail detail, int deepest) {
        this.context = context;
        this.detail = detail;
        this.deepest = deepest;
    }

    /**
     * Goes through all at and below {@code path}; fails if that is missing.
     *
     * @return {@link ExitCode#OK}, or {@link ExitCode#ACCESS} if something could not be read
     */
    public int visit(String path, Visitor visitor) throws InterruptedException {
        MusterClient client = context.client();
        Found found = ask(client, path, true);
        Optional<Node> node = Blocking.await(found.node());
        List<String> names = Blocking.await(found.names());
        if (visitor.node(new Visit(path, 0, true, node))) {
            below(client, path, names, 1, visitor);
        }
        return denied == 0 ? ExitCode.OK : ExitCode.ACCESS;
    }

    private void below(
            MusterClient client, String path, List<String> names, int depth, Visitor visitor)
            throws InterruptedException {
        if (depth > deepest) {
            return;
        }
        List<String> sorted = names.stream().sorted().toList();
        for (int from = 0; from < sorted.size() && !stopped; from += AHEAD) {
            List<String> some = sorted.subList(from, Math.min(sorted.size(), from + AHEAD));
            List<Found> ahead = new ArrayList<>();
            some.forEach(name -> ahead.add(ask(client, Paths.child(path, name), depth < deepest)));
            for (int i = 0; i < some.size() && !stopped; i++) {
                boolean last = from + i == sorted.size() - 1;
                String child = Paths.child(path, some.get(i));
                one(client, new Visit(child, depth, last, Optional.empty()), ahead.get(i), visitor);
            }
        }
    }

    private void one(MusterClient client, Visit place, Found found, Visitor visitor)
            throws InterruptedException {
        Optional<Node> node = orNull(found.node());
        List<String> names = orNull(found.names());
        if (node == null || (detail != Detail.NAME && node.isEmpty())) {
            return;
        }
        if (names == null && detail == Detail.NAME) {
            return;
        }
        stopped =
                !visitor.node(new Visit(place.path(), place.depth(), place.last(), node))
                        || stopped;
        if (!stopped && names != null) {
            below(client, place.path(), names, place.depth() + 1, visitor);
        }
    }

    /** What was read; null if the node is gone or may not be read. */
    private <T> @Nullable T orNull(CompletableFuture<T> future) throws InterruptedException {
        try {
            return Blocking.await(future);
        } catch (MusterException failure) {
            if (failure.code() == Code.NO_AUTH) {
                denied++;
                context.out().message(ShellFailure.message(failure));
            } else if (failure.code() != Code.NO_NODE) {
                throw failure;
            }
            return null;
        }
    }

    private Found ask(MusterClient client, String path, boolean withNames) {
        CompletableFuture<List<String>> names =
                withNames
                        ? client.children(path).thenApply(children -> children.names())
                        : CompletableFuture.completedFuture(List.of());
        CompletableFuture<Optional<Node>> node =
                switch (detail) {
                    case NAME -> CompletableFuture.completedFuture(Optional.empty());
                    case DATA -> client.get(path).thenApply(Optional::of);
                    case STAT ->
                            client.stat(path)
                                    .thenApply(stat ->
                                            stat.map(figures ->
                                                    new Node(
                                                            path,
                                                            Bytes.EMPTY,
                                                            figures,
                                                            Zxid.ZERO)));
                };
        return new Found(names, node);
    }
}
