package org.muster.client;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.muster.client.machine.Proof;
import org.muster.model.Bytes;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.request.Op;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;

/** Creates, from what a program wants to what a server takes. */
final class Creation {
    private static final int EPHEMERAL = 1;
    private static final int SEQUENTIAL = 2;
    private static final int CONTAINER = 4;
    private static final int TTL = 5;
    private static final int TTL_SEQUENTIAL = 6;
    private static final String UNIQUE = "_c_";
    private static final int ROUNDS = 5;

    /** A create whose parent is missing. */
    private record Missing(
            MusterClient client,
            String path,
            CreateSpec above,
            Supplier<CompletableFuture<Created>> again) {}

    private Creation() {}

    /** Creates a node and, if asked to, what is missing above it. */
    static CompletableFuture<Created> create(
            MusterClient client, String path, Bytes data, CreateSpec spec, CallOption... options) {
        String name = uniqueName(path, spec);
        CompletableFuture<Created> first = once(client, name, data, spec, options);
        if (spec.parents() == CreateSpec.Parents.MUST_EXIST) {
            return first;
        }
        CreateSpec above =
                spec.parents() == CreateSpec.Parents.CREATE
                        ? CreateSpec.persistent().withParents(spec.parents())
                        : CreateSpec.container().withParents(spec.parents());
        Supplier<CompletableFuture<Created>> again = () -> once(client, name, data, spec, options);
        return first.exceptionallyCompose(
                thrown -> withParents(thrown, new Missing(client, name, above, again), ROUNDS));
    }

    private static CompletableFuture<Created> once(
            MusterClient client, String path, Bytes data, CreateSpec spec, CallOption... options) {
        WriteRequest.Create request = request(client.chroot(), path, data, spec);
        return client.ask("create", path, request)
                .proof(proof(client.chroot(), path, spec))
                .options(ZPath.ROOT, options)
                .read((response, zxid, resolved) -> {
                    Response.PathAndStat made = (Response.PathAndStat) response;
                    String real = client.chroot().toClient(made.path());
                    return new Created(real, made.stat(), new Zxid(zxid), resolved);
                });
    }

    /** A container may be reaped between its creation and its first child: so not once only. */
    private static CompletableFuture<Created> withParents(
            Throwable thrown, Missing missing, int rounds) {
        MusterException failure = MusterException.of(thrown);
        String parent = missing.path.substring(0, Math.max(0, missing.path.lastIndexOf('/')));
        if (failure.code() != Code.NO_NODE || parent.isEmpty() || rounds == 0) {
            return CompletableFuture.failedFuture(failure);
        }
        return create(missing.client, parent, Bytes.EMPTY, missing.above)
                .handle((made, trouble) -> trouble == null ? null : MusterException.of(trouble))
                .thenCompose(trouble ->
                        trouble == null || trouble.code() == Code.NODE_EXISTS
                                ? missing.again.get()
                                : CompletableFuture.failedFuture(trouble))
                .exceptionallyCompose(next -> withParents(next, missing, rounds - 1));
    }

    /** The path with a name that nobody else gives a node, if the spec asks for one. */
    static String uniqueName(String path, CreateSpec spec) {
        if (!spec.sequential() || !spec.unique()) {
            return path;
        }
        int slash = path.lastIndexOf('/') + 1;
        return path.substring(0, slash) + UNIQUE + UUID.randomUUID() + "-" + path.substring(slash);
    }

    static WriteRequest.Create request(Chroot chroot, String path, Bytes data, CreateSpec spec) {
        ZPath target = spec.sequential() ? chroot.toServerStem(path) : chroot.toServer(path);
        if (spec.ttl().isPresent()) {
            int flags = spec.sequential() ? TTL_SEQUENTIAL : TTL;
            long ttlMs = spec.ttl().get().toMillis();
            return new WriteRequest.Create(Op.CREATE_TTL, target, data, spec.acl(), flags, ttlMs);
        }
        if (spec.kind() == CreateSpec.Kind.CONTAINER) {
            return new WriteRequest.Create(
                    Op.CREATE_CONTAINER, target, data, spec.acl(), CONTAINER, -1);
        }
        int flags =
                (spec.kind() == CreateSpec.Kind.EPHEMERAL ? EPHEMERAL : 0)
                        | (spec.sequential() ? SEQUENTIAL : 0);
        return new WriteRequest.Create(Op.CREATE2, target, data, spec.acl(), flags, -1);
    }

    static Proof proof(Chroot chroot, String path, CreateSpec spec) {
        if (!spec.sequential()) {
            boolean ephemeral = spec.kind() == CreateSpec.Kind.EPHEMERAL;
            return new Proof.Created(chroot.toServer(path), ephemeral);
        }
        if (!spec.unique()) {
            return Proof.None.INSTANCE;
        }
        ZPath stem = chroot.toServerStem(path);
        String name = path.substring(path.lastIndexOf('/') + 1);
        String prefix = name.substring(0, UNIQUE.length() + 37);
        return new Proof.CreatedUniquely(stem.parent(), prefix);
    }
}
