package org.muster.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.muster.client.machine.Proof;
import org.muster.client.machine.Watch;
import org.muster.client.transport.ClientThread;
import org.muster.client.transport.Lane;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.Stat;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.peer.HostPort;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;

/**
 * A client of an ensemble, with one session that it keeps alive and, if it must, replaces.
 *
 * <p>Operations may be called from any thread, return at once, and go out in the order in which
 * they are called. Their futures complete, and watches tell, on this client's lane: one after
 * another, in the order in which the server answered, so that an event is heard before any data
 * that is newer. A failed future holds a {@link MusterException}. While there is no connection
 * calls wait; none waits longer than its deadline.
 *
 * <pre>{@code
 * try (MusterClient client = MusterClient.builder("zk1,zk2,zk3/app").build()) {
 *     client.create("/greeting", Bytes.utf8("hello"), CreateSpec.persistent())
 *             .thenCompose(created -> client.get("/greeting"))
 *             .thenAccept(node -> System.out.println(node.text()));
 * }
 * }</pre>
 */
public final class MusterClient implements AutoCloseable {
    private static final int CLOSE_S = 3;

    private final Core core;
    private final Chroot chroot;
    private final Lane lane;
    private final Duration callTimeout;

    MusterClient(Core core, Chroot chroot, Lane lane, Duration callTimeout) {
        this.core = core;
        this.chroot = chroot;
        this.lane = lane;
        this.callTimeout = callTimeout;
    }

    /** A client of the servers in a list like {@code zk1:2181,[::1]:2182/app}, yet to be built. */
    public static ClientBuilder builder(String hosts) {
        return new ClientBuilder(hosts);
    }

    /** Creates a node. */
    public CompletableFuture<Created> create(
            String path, Bytes data, CreateSpec spec, CallOption... options) {
        return attempt(() -> Creation.create(this, path, data, spec, options));
    }

    /** Sets a node's data, if it has the version expected. */
    public CompletableFuture<Stat> set(
            String path, Bytes data, Expect expect, CallOption... options) {
        return attempt(() -> {
            ZPath target = chroot.toServer(path);
            return ask("set", path, new WriteRequest.SetData(target, data, expect.version()))
                    .proof(new Proof.Written(target, expect.version()))
                    .options(target, options)
                    .read((response, zxid, resolved) -> ((Response.StatOnly) response).stat());
        });
    }

    /** Deletes a node, which must have no children, if it has the version expected. */
    public CompletableFuture<@Nullable Void> delete(
            String path, Expect expect, CallOption... options) {
        return attempt(() -> {
            ZPath target = chroot.toServer(path);
            return ask("delete", path, new WriteRequest.Delete(target, expect.version()))
                    .proof(new Proof.Deleted(target, expect.version()))
                    .options(target, options)
                    .<@Nullable Void>read((response, zxid, resolved) -> null);
        });
    }

    /** Reads a node. */
    public CompletableFuture<Node> get(String path, CallOption... options) {
        return attempt(() -> Reads.data(this, path, null, options));
    }

    /** Reads a node's figures; empty if it is missing. */
    public CompletableFuture<Optional<Stat>> stat(String path, CallOption... options) {
        return attempt(() -> Reads.stat(this, path, null, options));
    }

    /** Lists a node's children. */
    public CompletableFuture<Children> children(String path, CallOption... options) {
        return attempt(() -> Reads.children(this, path, null, options));
    }

    /** Reads a node and hears of the next change of its data, or its deletion. */
    public CompletableFuture<Watched<Node>> getAndWatch(String path, CallOption... options) {
        return attempt(() ->
                Reads.watched(
                        this,
                        path,
                        Watch.Kind.DATA,
                        watch -> Reads.data(this, path, watch, options)));
    }

    /** Reads a node's figures and hears of its next change, its deletion, or its creation. */
    public CompletableFuture<Watched<Optional<Stat>>> statAndWatch(
            String path, CallOption... options) {
        return attempt(() ->
                Reads.watched(
                        this,
                        path,
                        Watch.Kind.DATA,
                        watch -> Reads.stat(this, path, watch, options)));
    }

    /** Lists a node's children and hears of the next that comes or goes, or of its deletion. */
    public CompletableFuture<Watched<Children>> childrenAndWatch(
            String path, CallOption... options) {
        return attempt(() ->
                Reads.watched(
                        this,
                        path,
                        Watch.Kind.CHILD,
                        watch -> Reads.children(this, path, watch, options)));
    }

    /**
     * Lets {@code listener} hear of every change in the scope, from the {@link WatchEvent.Restored}
     * on that tells that the watch is set, until the handle is closed.
     */
    public WatchHandle watch(String path, WatchScope scope, Consumer<? super WatchEvent> listener) {
        Watch.Kind kind =
                scope == WatchScope.SUBTREE ? Watch.Kind.RECURSIVE : Watch.Kind.PERSISTENT;
        return WatchHandle.open(this, chroot.toServer(path), kind, listener);
    }

    /** Applies several operations as one. Aborting is a result; a failure is any other trouble. */
    public CompletableFuture<TxnResult> txn(Txn txn, CallOption... options) {
        return attempt(() -> Transactions.submit(this, txn, options));
    }

    /**
     * Makes several reads with few requests. Refusals are results; the reads that went in one
     * request, 256 at a time, are of one moment.
     */
    public CompletableFuture<List<ReadResult>> readBatch(List<ReadOp> ops, CallOption... options) {
        return attempt(() -> Batches.read(this, ops, options));
    }

    /**
     * A node's children in pages of at most {@code pageSize} names, at least one page; each
     * subscriber has them read anew.
     */
    public Flow.Publisher<ChildPage> childrenPaged(String path, int pageSize) {
        if (pageSize <= 0) {
            throw Problem.of(
                            Code.BAD_ARGUMENTS,
                            Outcome.NOT_APPLIED,
                            path,
                            "a page of " + pageSize + " names")
                    .exception();
        }
        return new Pages(this, path, pageSize);
    }

    /** Lets the server at hand catch up with its leader; the result is where it is then. */
    public CompletableFuture<Zxid> sync(String path, CallOption... options) {
        return attempt(() -> {
            ZPath target = chroot.toServer(path);
            return ask("sync", path, new LinkRequest.Sync(target))
                    .options(target, options)
                    .read((response, zxid, resolved) -> new Zxid(zxid));
        });
    }

    /** Reads who may do what with a node. */
    public CompletableFuture<AccessList> acl(String path, CallOption... options) {
        return attempt(() -> Reads.acl(this, path, options));
    }

    /** Sets who may do what, if the list has the version expected. */
    public CompletableFuture<Stat> setAcl(
            String path, List<Acl> entries, Expect expect, CallOption... options) {
        return attempt(() -> {
            ZPath target = chroot.toServer(path);
            return ask("setAcl", path, new WriteRequest.SetAcl(target, entries, expect.version()))
                    .proof(Proof.None.INSTANCE)
                    .options(target, options)
                    .read((response, zxid, resolved) -> ((Response.StatOnly) response).stat());
        });
    }

    /**
     * Proves one more identity, now and on each connection to come, before every call made after
     * this. If the servers refuse it, the client ends.
     */
    public void addAuth(Credential credential) {
        LinkRequest.Auth auth = new LinkRequest.Auth(credential.scheme(), credential.secret());
        core.input((machine, now) -> machine.authenticate(auth));
    }

    /** Who the servers take this client for. */
    public CompletableFuture<List<Id>> whoAmI(CallOption... options) {
        return attempt(() -> Reads.identities(this, options));
    }

    /** The paths of this session's ephemeral nodes at or below {@code path}. */
    public CompletableFuture<List<String>> ephemerals(String path, CallOption... options) {
        return attempt(() -> Reads.ephemerals(this, path, options));
    }

    /** How many nodes there are below {@code path}. */
    public CompletableFuture<Integer> countBelow(String path, CallOption... options) {
        return attempt(() -> Reads.countBelow(this, path, options));
    }

    /**
     * A view of what is below {@code path}, as if there were nothing else; with the same session.
     */
    public MusterClient at(String path) {
        return new MusterClient(core, chroot.at(path), lane, callTimeout);
    }

    /**
     * A view whose futures and watches have a lane of their own: code that waits on one lane delays
     * nothing on another. For libraries, whose callbacks never block; with the same session.
     */
    public MusterClient onOwnLane() {
        return new MusterClient(core, chroot, core.newOwnLane(), callTimeout);
    }

    /** The same operations as calls that wait. */
    public Blocking blocking() {
        return new Blocking(this);
    }

    /**
     * Takes another list of servers, in which a path means nothing, for connections to come; the
     * present one stays. Throws a {@link UsageException} if it is no list.
     */
    public void useHosts(String hosts) {
        List<HostPort> list = HostList.parse(hosts).hosts();
        core.input((machine, now) -> machine.hosts(list));
    }

    /** The session behind this client and all its views. */
    public Session session() {
        return new Session(core, lane);
    }

    /** Ends the session, and with it everything ephemeral; what waits fails. Ends all views. */
    public CompletableFuture<@Nullable Void> closeAsync() {
        return core.close();
    }

    /** The same, waiting a moment for it; on a thread of the client's own it does not wait. */
    @Override
    public void close() {
        CompletableFuture<@Nullable Void> done = closeAsync();
        if (!ClientThread.isCurrent()) {
            done.copy().completeOnTimeout(null, CLOSE_S, TimeUnit.SECONDS).join();
        }
    }

    Ask ask(String operation, String path, Request request) {
        return new Ask(this, operation, path, request);
    }

    Core core() {
        return core;
    }

    Chroot chroot() {
        return chroot;
    }

    Lane lane() {
        return lane;
    }

    Duration callTimeout() {
        return callTimeout;
    }

    /** A usage error found before anything is sent fails the future like any other failure. */
    private static <T extends @Nullable Object> CompletableFuture<T> attempt(
            Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (MusterException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }
}
