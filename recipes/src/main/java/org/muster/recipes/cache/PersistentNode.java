package org.muster.recipes.cache;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.client.Node;
import org.muster.client.SessionState;
import org.muster.client.Watched;
import org.muster.model.Bytes;
import org.muster.recipes.line.Reaper;
import org.muster.recipes.line.Steps;

/**
 * An ephemeral node that comes back: whoever deletes it, and whatever becomes of the session.
 *
 * <p><b>Guarantees.</b> While the session is alive and connected it exists, within a round trip,
 * with the data wanted. A node of another session is never changed or deleted: if there is one, the
 * program chooses to wait until it goes, or to fail. One that a former session of this client has
 * left behind is always waited for.
 *
 * <p><b>Without a connection</b> the servers keep it until the session ends; a reconnect costs one
 * read and is invisible to others. <b>When the session expires</b> it is created again in the next
 * session, as a new node with a new token.
 */
public final class PersistentNode implements AutoCloseable {
    /** What to do if another session has a node of that path. */
    public enum Conflict {
        /** Wait until it is gone. */
        WAIT,
        /** Fail {@link #ready}. */
        FAIL
    }

    private final MusterClient client;
    private final String path;
    private final Conflict conflict;
    private final Set<Long> sessions = new HashSet<>();
    private final CompletableFuture<PersistentNode> ready = new CompletableFuture<>();
    private CompletableFuture<PersistentNode> written = ready;
    private Bytes data;
    private @Nullable Watched<Node> watch;
    private @Nullable Node confirmed;
    private boolean busy;
    private boolean again;
    private boolean closed;

    private PersistentNode(MusterClient client, String path, Bytes data, Conflict conflict) {
        this.client = client.onOwnLane();
        this.path = path;
        this.data = data;
        this.conflict = conflict;
    }

    /** Keeps a node at {@code path}; missing parents are created as containers. */
    public static PersistentNode keep(
            MusterClient client, String path, Bytes data, Conflict conflict) {
        PersistentNode node = new PersistentNode(client, path, data, conflict);
        node.wake();
        return node;
    }

    /** Its path. */
    public String path() {
        return path;
    }

    /** Completes when it exists for the first time; fails if it cannot. */
    public CompletableFuture<PersistentNode> ready() {
        return Steps.forUsers(ready);
    }

    /** Whether it was there when last looked at, and the session it belongs to is connected. */
    public synchronized boolean isThere() {
        return confirmed != null
                && client.session().state() instanceof SessionState.Connected connected
                && connected.id().value() == confirmed.stat().ephemeralOwner();
    }

    /** Changes its data, in place if it exists; completes when that is done. */
    public CompletableFuture<PersistentNode> set(Bytes wanted) {
        CompletableFuture<PersistentNode> done;
        synchronized (this) {
            data = wanted;
            confirmed = null;
            if (written.isDone()) {
                written = new CompletableFuture<>();
            }
            done = written;
        }
        wake();
        return Steps.forUsers(done);
    }

    /** Deletes it and does not let it come back; completes when it is gone. */
    public CompletableFuture<@Nullable Void> closeAsync() {
        Watched<Node> open;
        boolean maybeOurs;
        synchronized (this) {
            if (closed) {
                return CompletableFuture.completedFuture(null);
            }
            closed = true;
            open = watch;
            maybeOurs = !ready.isCompletedExceptionally();
        }
        if (open != null) {
            open.close();
        }
        return maybeOurs ? removeOurs() : CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        CompletableFuture<@Nullable Void> unused = closeAsync();
    }

    private CompletableFuture<@Nullable Void> removeOurs() {
        CompletableFuture<@Nullable Void> gone =
                Steps.persist(() -> client.stat(path))
                        .thenCompose(found ->
                                found.isPresent() && isOurs(found.get().ephemeralOwner())
                                        ? Reaper.remove(client, path)
                                        : CompletableFuture.<@Nullable Void>completedFuture(null));
        return Steps.forUsers(gone);
    }

    private void wake() {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (busy) {
                again = true;
                return;
            }
            busy = true;
        }
        look();
    }

    private void settle() {
        synchronized (this) {
            if (!again || closed) {
                busy = false;
                return;
            }
            again = false;
        }
        look();
    }

    private void look() {
        Steps.when(
                client.getAndWatch(path),
                this::found,
                failure -> {
                    if (failure.code() == Code.NO_NODE) {
                        create();
                    } else {
                        retry(failure);
                    }
                });
    }

    private void create() {
        Bytes wanted;
        synchronized (this) {
            confirmed = null;
            wanted = data;
            if (closed) {
                return;
            }
            if (client.session().state() instanceof SessionState.Connected connected) {
                sessions.add(connected.id().value());
            }
        }
        CreateSpec spec = CreateSpec.ephemeral().withParents(CreateSpec.Parents.CREATE_CONTAINERS);
        Steps.when(
                client.create(path, wanted, spec),
                created -> look(),
                failure -> {
                    if (failure.code() == Code.NODE_EXISTS) {
                        look();
                    } else {
                        retry(failure);
                    }
                });
    }

    private boolean isOurs(long owner) {
        return client.session().state() instanceof SessionState.Connected connected
                && connected.id().value() == owner;
    }

    private void found(Watched<Node> node) {
        long owner = node.value().stat().ephemeralOwner();
        boolean former;
        Bytes wanted;
        synchronized (this) {
            Watched<Node> old = watch;
            if (old != null) {
                old.close();
            }
            watch = node;
            former = sessions.contains(owner);
            wanted = data;
            if (closed) {
                node.close();
                if (isOurs(owner)) {
                    Steps.done(removeOurs(), gone -> {});
                }
                return;
            }
        }
        if (!isOurs(owner)) {
            if (!former && conflict == Conflict.FAIL) {
                taken(node);
                return;
            }
            Steps.done(node.change(), event -> wake());
            settle();
        } else if (!node.value().data().equals(wanted)) {
            node.close();
            write(node.value(), wanted);
        } else {
            confirm(node);
        }
    }

    private void write(Node node, Bytes wanted) {
        Steps.when(
                client.set(path, wanted, Expect.version(node.stat().version())),
                stat -> look(),
                failure -> {
                    if (failure.code() == Code.BAD_VERSION || failure.code() == Code.NO_NODE) {
                        look();
                    } else {
                        retry(failure);
                    }
                });
    }

    private void confirm(Watched<Node> node) {
        CompletableFuture<PersistentNode> done;
        synchronized (this) {
            confirmed = node.value();
            sessions.add(node.value().stat().ephemeralOwner());
            done = written;
        }
        Steps.done(node.change(), event -> wake());
        ready.complete(this);
        if (node.value().data().equals(wanted())) {
            done.complete(this);
        }
        settle();
    }

    private synchronized Bytes wanted() {
        return data;
    }

    private void taken(Watched<Node> node) {
        node.close();
        IllegalStateException conflicting =
                new IllegalStateException(path + " belongs to another session");
        synchronized (this) {
            closed = true;
        }
        ready.completeExceptionally(conflicting);
    }

    private void retry(MusterException failure) {
        if (Steps.mayPass(failure) || failure.code() == Code.NO_NODE) {
            Steps.later(Steps.pauseMs(3), this::look);
        } else {
            synchronized (this) {
                closed = true;
            }
            ready.completeExceptionally(failure);
            written.completeExceptionally(failure);
        }
    }
}
