package org.muster.recipes.cache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.client.Code;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.client.Node;
import org.muster.client.SessionState;
import org.muster.client.WatchEvent;
import org.muster.client.WatchHandle;
import org.muster.client.WatchScope;
import org.muster.model.Stat;
import org.muster.recipes.line.Steps;

/**
 * A copy of a node and what is below it, kept in memory and in step with the servers.
 *
 * <p><b>Guarantees.</b> Reading never blocks. After {@link #ready} the copy holds every node down
 * to the depth, as it was at some moment or later, and every later change is shown in the order in
 * which it happened; intermediate states may be skipped. A node that was deleted and created again
 * between two looks is seen as changed, for nodes are compared by the transactions that created and
 * last set them, not by their versions.
 *
 * <p><b>Without a connection, and when the session expires,</b> the copy stays and is {@link
 * Freshness#STALE}; afterwards everything that differs is read again, and listeners hear of the
 * differences.
 *
 * <p>Listeners are called one after another on a thread of the client's, which they must not block.
 */
public final class TreeCache implements AutoCloseable {
    private static final int IN_FLIGHT = 200;
    private static final long RESCAN_SPREAD_MS = 300;

    private final MusterClient client;
    private final String root;
    private final int depth;
    private final NavigableMap<String, Node> nodes = new ConcurrentSkipListMap<>();
    private final List<Consumer<? super CacheEvent>> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<TreeCache> ready = new CompletableFuture<>();
    private final WatchHandle watch;
    private final AutoCloseable states;

    /** Held while the copy changes and listeners hear of it, so that one can join in between. */
    private final Object turns = new Object();

    private volatile Freshness freshness = Freshness.LOADING;
    private volatile boolean closed;

    // Of the lane alone: a scan in progress.
    private final ArrayDeque<String> toVisit = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private int scan;
    private int inFlight;
    private boolean scanning;

    private TreeCache(MusterClient client, String root, int depth) {
        this.client = client.onOwnLane();
        this.root = root;
        this.depth = depth;
        WatchScope scope = depth == 0 ? WatchScope.NODE : WatchScope.SUBTREE;
        this.watch = this.client.watch(root, scope, this::changed);
        this.states = this.client.session().onState(this::state);
    }

    /** A copy of the node at {@code root} and of {@code depth} levels below it. */
    public static TreeCache open(MusterClient client, String root, int depth) {
        return new TreeCache(client, root, depth);
    }

    /** Completes when everything was read once. */
    public CompletableFuture<TreeCache> ready() {
        return Steps.forUsers(ready);
    }

    /** How what is shown relates to what the servers have. */
    public Freshness freshness() {
        return freshness;
    }

    /** A node of the copy. */
    public Optional<Node> get(String path) {
        return Optional.ofNullable(nodes.get(path));
    }

    /** All nodes of the copy now, by their paths; does not change any more. */
    public NavigableMap<String, Node> snapshot() {
        return new TreeMap<>(nodes);
    }

    /** The nodes right below one, by their paths. */
    public NavigableMap<String, Node> below(String path) {
        String prefix = path.equals("/") ? "/" : path + "/";
        NavigableMap<String, Node> found = new TreeMap<>();
        for (Node node : nodes.tailMap(prefix, false).values()) {
            if (!node.path().startsWith(prefix)) {
                break;
            }
            if (node.path().indexOf('/', prefix.length()) < 0) {
                found.put(node.path(), node);
            }
        }
        return found;
    }

    /** Lets {@code listener} hear of what follows, until what is returned is closed. */
    public AutoCloseable listen(Consumer<? super CacheEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /**
     * Lets {@code listener} hear of every node that is there now, as one that was not there before,
     * then of the freshness, and then of what follows; nothing falls between. The first is told on
     * the thread that calls.
     */
    public AutoCloseable follow(Consumer<? super CacheEvent> listener) {
        synchronized (turns) {
            nodes.values()
                    .forEach(node ->
                            listener.accept(new CacheEvent.Changed(node, Optional.empty())));
            if (freshness != Freshness.LOADING) {
                listener.accept(new CacheEvent.Turned(freshness));
            }
            return listen(listener);
        }
    }

    @Override
    public void close() {
        closed = true;
        watch.close();
        try {
            states.close();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        nodes.clear();
    }

    private void state(SessionState state) {
        if (!(state instanceof SessionState.Connected) && freshness == Freshness.LIVE) {
            turn(Freshness.STALE);
        }
    }

    private void changed(WatchEvent event) {
        if (closed) {
            return;
        }
        if (event instanceof WatchEvent.Changed change) {
            if (change.kind() == WatchEvent.Kind.DELETED) {
                gone(change.path());
            } else if (change.kind() != WatchEvent.Kind.CHILDREN && level(change.path()) <= depth) {
                fetch(change.path(), 0);
            }
        } else if (event instanceof WatchEvent.Restored) {
            if (freshness == Freshness.LOADING) {
                begin();
            } else {
                // A whole fleet may come back in the same moment.
                scan++;
                int mine = scan;
                Steps.later(
                        Math.round(Math.random() * RESCAN_SPREAD_MS),
                        () -> onLane(() -> beginIf(mine)));
            }
        } else if (event instanceof WatchEvent.Gap && freshness == Freshness.LIVE) {
            turn(Freshness.STALE);
        }
    }

    private void onLane(Runnable task) {
        Steps.when(
                client.stat(root),
                found -> task.run(),
                failure -> {
                    if (Steps.mayPass(failure) && !closed) {
                        Steps.later(Steps.pauseMs(4), () -> onLane(task));
                    }
                });
    }

    private int level(String path) {
        String below = path.substring(root.equals("/") ? 0 : root.length());
        return (int) below.chars().filter(c -> c == '/').count() - (path.equals("/") ? 1 : 0);
    }

    private void beginIf(int expected) {
        if (scan == expected && !closed) {
            begin();
        }
    }

    private void begin() {
        scan++;
        scanning = true;
        inFlight = 0;
        seen.clear();
        toVisit.clear();
        toVisit.add(root);
        more(scan);
    }

    private void more(int mine) {
        while (inFlight < IN_FLIGHT && !toVisit.isEmpty()) {
            visit(toVisit.remove(), mine);
        }
        if (inFlight == 0 && scanning) {
            scanning = false;
            for (String path : List.copyOf(nodes.keySet())) {
                if (!seen.contains(path)) {
                    gone(path);
                }
            }
            seen.clear();
            turn(Freshness.LIVE);
            ready.complete(this);
        }
    }

    private void visit(String path, int mine) {
        begun();
        Steps.when(
                refresh(path),
                node -> {
                    node.ifPresentOrElse(this::put, () -> seen.add(path));
                    ended(mine);
                },
                failure -> missed(path, failure, mine));
        if (level(path) < depth) {
            begun();
            Steps.when(
                    client.children(path),
                    found -> {
                        if (mine == scan) {
                            String prefix = path.equals("/") ? "/" : path + "/";
                            found.names().forEach(name -> toVisit.add(prefix + name));
                        }
                        ended(mine);
                    },
                    failure -> missed(path, failure, mine));
        }
    }

    /** Reads a node if it is not the one at hand; empty if it is. */
    private CompletableFuture<Optional<Node>> refresh(String path) {
        Node known = nodes.get(path);
        if (known == null) {
            return client.get(path).thenApply(Optional::of);
        }
        return client.stat(path)
                .thenCompose(found ->
                        found.isPresent() && same(found.get(), known.stat())
                                ? CompletableFuture.completedFuture(Optional.empty())
                                : client.get(path).thenApply(Optional::of));
    }

    private static boolean same(Stat one, Stat other) {
        return one.czxid() == other.czxid() && one.mzxid() == other.mzxid();
    }

    private void begun() {
        inFlight++;
    }

    private void ended(int mine) {
        if (mine == scan && !closed) {
            inFlight--;
            more(mine);
        }
    }

    private void missed(String path, MusterException failure, int mine) {
        if (mine != scan || closed) {
            return;
        }
        if (Steps.mayPass(failure)) {
            toVisit.add(path);
        } else if (failure.code() == Code.CLOSED) {
            return;
        }
        ended(mine);
    }

    private void fetch(String path, int attempt) {
        Steps.when(
                client.get(path),
                this::put,
                failure -> {
                    if (failure.code() == Code.NO_NODE || failure.code() == Code.NO_AUTH) {
                        gone(path);
                    } else if (Steps.mayPass(failure) && !closed) {
                        Steps.later(Steps.pauseMs(attempt), () -> fetch(path, attempt + 1));
                    }
                });
    }

    private void put(Node node) {
        if (closed) {
            return;
        }
        if (scanning) {
            seen.add(node.path());
        }
        synchronized (turns) {
            Node before = nodes.put(node.path(), node);
            if (before == null || !same(before.stat(), node.stat())) {
                tell(new CacheEvent.Changed(node, Optional.ofNullable(before)));
            }
        }
    }

    private void gone(String path) {
        seen.remove(path);
        synchronized (turns) {
            @Nullable Node before = nodes.remove(path);
            if (before != null) {
                tell(new CacheEvent.Removed(before));
            }
        }
    }

    private void turn(Freshness next) {
        synchronized (turns) {
            if (freshness != next) {
                freshness = next;
                tell(new CacheEvent.Turned(next));
            }
        }
    }

    private void tell(CacheEvent event) {
        for (Consumer<? super CacheEvent> listener : new ArrayList<>(listeners)) {
            listener.accept(event);
        }
    }
}
