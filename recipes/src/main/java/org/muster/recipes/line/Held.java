package org.muster.recipes.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.Expect;
import org.muster.client.MusterClient;
import org.muster.client.Node;
import org.muster.client.SessionLease;
import org.muster.client.SessionState;
import org.muster.client.Txn;
import org.muster.client.WatchEvent;
import org.muster.client.Watched;
import org.muster.model.Bytes;
import org.muster.recipes.lease.FencingToken;
import org.muster.recipes.lease.Lease;
import org.muster.recipes.lease.LeaseState;

/** An ephemeral node of ours that is held for as long as it certainly exists. */
public final class Held implements Lease {
    private static final Bytes REVOKE = Bytes.utf8("__REVOKE__");

    private final MusterClient client;
    private final String path;
    private final long czxid;
    private final SessionLease session;
    private final boolean sharedName;
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final CompletableFuture<String> revoked = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> released = new CompletableFuture<>();
    private boolean leaving;
    private LeaseState end = LeaseState.HELD;

    private Held(MusterClient client, Watched<Node> own, SessionLease session, boolean sharedName) {
        this.client = client;
        this.path = own.value().path();
        this.czxid = own.value().stat().czxid();
        this.session = session;
        this.sharedName = sharedName;
    }

    /**
     * Confirms with a majority that the session lives and then that the node is its own; empty if
     * not.
     */
    public static CompletableFuture<Optional<Held>> take(MusterClient client, String path) {
        return take(client, path, false);
    }

    /** The same for a node whose name others use, too, when it is gone. */
    public static CompletableFuture<Optional<Held>> takeNamed(MusterClient client, String path) {
        return take(client, path, true);
    }

    private static CompletableFuture<Optional<Held>> take(
            MusterClient client, String path, boolean sharedName) {
        CompletableFuture<SessionLease> lease = client.session().lease();
        CompletableFuture<Watched<Node>> own = client.getAndWatch(path);
        CompletableFuture<Optional<Held>> taken =
                lease.thenCombine(
                        own, (session, node) -> confirm(client, node, session, sharedName));
        Steps.when(
                taken,
                held -> {
                    if (held.isEmpty()) {
                        drop(lease, own);
                    }
                },
                failure -> drop(lease, own));
        return taken;
    }

    /** The same for several nodes; none if one of them is not held. */
    public static CompletableFuture<List<Held>> takeAll(MusterClient client, List<String> paths) {
        CompletableFuture<List<Held>> all = CompletableFuture.completedFuture(List.of());
        for (String path : paths) {
            all = all.thenCombine(take(client, path), Held::joined);
        }
        return all.thenApply(held -> complete(held, paths.size()));
    }

    private static List<Held> joined(List<Held> some, Optional<Held> one) {
        List<Held> more = new ArrayList<>(some);
        one.ifPresent(more::add);
        return more;
    }

    private static List<Held> complete(List<Held> held, int wanted) {
        if (held.size() == wanted) {
            return held;
        }
        held.forEach(Held::close);
        return List.of();
    }

    private static Optional<Held> confirm(
            MusterClient client, Watched<Node> own, SessionLease session, boolean sharedName) {
        long owner = own.value().stat().ephemeralOwner();
        boolean ours =
                client.session().state() instanceof SessionState.Connected connected
                        && connected.id().value() == owner;
        if (!ours || session.validFor().isZero()) {
            return Optional.empty();
        }
        Held held = new Held(client, own, session, sharedName);
        held.follow(own);
        Steps.done(session.lost(), held::lose);
        return Optional.of(held);
    }

    private static void drop(
            CompletableFuture<SessionLease> lease, CompletableFuture<Watched<Node>> own) {
        Steps.done(lease, SessionLease::close);
        Steps.done(own, Watched::close);
    }

    private void follow(Watched<Node> own) {
        synchronized (this) {
            if (end != LeaseState.HELD) {
                return;
            }
        }
        if (own.value().data().equals(REVOKE)) {
            revoked.complete(path);
        }
        if (own.value().stat().czxid() != czxid) {
            lose("the node was replaced");
            return;
        }
        Steps.done(own.change(), this::changed);
    }

    private void changed(WatchEvent event) {
        if (event instanceof WatchEvent.Changed changed
                && changed.kind() == WatchEvent.Kind.DELETED) {
            deleted();
        } else if (!(event instanceof WatchEvent.Ended)) {
            look();
        }
    }

    private void deleted() {
        synchronized (this) {
            if (leaving) {
                return;
            }
        }
        lose("the node was deleted");
    }

    private void look() {
        Steps.when(
                client.getAndWatch(path),
                this::follow,
                failure -> {
                    if (Steps.mayPass(failure)) {
                        Steps.later(Steps.pauseMs(4), this::look);
                    } else {
                        deleted();
                    }
                });
    }

    private void lose(String why) {
        if (finish(LeaseState.LOST, why)) {
            // It may well be there still: nobody should have to wait for the session's end.
            remove();
        }
    }

    private boolean finish(LeaseState how, String why) {
        synchronized (this) {
            if (end != LeaseState.HELD) {
                return false;
            }
            end = how;
        }
        // The word is out before anything is sent.
        lost.complete(why);
        session.close();
        // The watch on the node goes with the node.
        return true;
    }

    private void remove() {
        Steps.when(
                sharedName ? Reaper.removeOurs(client, path, czxid) : Reaper.remove(client, path),
                gone -> released.complete(null),
                released::completeExceptionally);
    }

    /** Says before a transaction that will delete the node that this is no loss. */
    public synchronized void leaving() {
        leaving = true;
    }

    /** Says what became of that transaction. */
    public void left(boolean gone) {
        if (gone) {
            if (finish(LeaseState.RELEASED, "released")) {
                released.complete(null);
            }
            return;
        }
        synchronized (this) {
            leaving = false;
        }
        look();
    }

    /** Completes when somebody asks for it back, as Curator's revoker does. */
    public CompletableFuture<String> revoked() {
        return Steps.forUsers(revoked);
    }

    @Override
    public String nodePath() {
        return path;
    }

    @Override
    public FencingToken token() {
        return new FencingToken(czxid);
    }

    @Override
    public LeaseState state() {
        synchronized (this) {
            if (end != LeaseState.HELD) {
                return end;
            }
        }
        if (session.validFor().isZero()) {
            return LeaseState.LOST;
        }
        return client.session().state() instanceof SessionState.Connected
                ? LeaseState.HELD
                : LeaseState.UNCERTAIN;
    }

    @Override
    public Duration validFor() {
        synchronized (this) {
            return end == LeaseState.HELD ? session.validFor() : Duration.ZERO;
        }
    }

    @Override
    public CompletableFuture<String> lost() {
        return Steps.forUsers(lost);
    }

    @Override
    public Txn guard() {
        return new Txn().check(path, Expect.any());
    }

    @Override
    public CompletableFuture<@Nullable Void> release() {
        if (finish(LeaseState.RELEASED, "released")) {
            remove();
        }
        return Steps.forUsers(released);
    }

    @Override
    public void close() {
        CompletableFuture<@Nullable Void> unused = release();
    }
}
