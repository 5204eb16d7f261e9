package org.muster.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.muster.client.transport.ClientThread;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.Stat;
import org.muster.model.Zxid;

/**
 * A client's operations as calls that wait. They throw {@link MusterException}, and {@link
 * WouldDeadlockException} on a thread of the client's own. Whoever is interrupted waits no longer;
 * the call, if it was sent, goes on.
 */
public final class Blocking {
    private final MusterClient client;

    Blocking(MusterClient client) {
        this.client = client;
    }

    /** Waits for anything that a client, or what builds on one, has promised. */
    public static <T extends @Nullable Object> T await(CompletableFuture<T> future)
            throws InterruptedException {
        if (!future.isDone() && ClientThread.isCurrent()) {
            throw new WouldDeadlockException(
                    "a blocking call on "
                            + Thread.currentThread().getName()
                            + ", which is needed to complete it");
        }
        try {
            return future.get();
        } catch (ExecutionException failed) {
            // The exception was made on another thread: this one's stack is what helps.
            MusterException failure = MusterException.of(failed);
            failure.addSuppressed(new Throwable("awaited here"));
            throw failure;
        }
    }

    /** Waits for the first connection. */
    public SessionState ready() throws InterruptedException {
        return await(client.session().ready());
    }

    /** See {@link MusterClient#create}. */
    public Created create(String path, Bytes data, CreateSpec spec, CallOption... options)
            throws InterruptedException {
        return await(client.create(path, data, spec, options));
    }

    /** See {@link MusterClient#set}. */
    public Stat set(String path, Bytes data, Expect expect, CallOption... options)
            throws InterruptedException {
        return await(client.set(path, data, expect, options));
    }

    /** See {@link MusterClient#delete}. */
    public void delete(String path, Expect expect, CallOption... options)
            throws InterruptedException {
        await(client.delete(path, expect, options));
    }

    /** See {@link MusterClient#get}. */
    public Node get(String path, CallOption... options) throws InterruptedException {
        return await(client.get(path, options));
    }

    /** See {@link MusterClient#stat}. */
    public Optional<Stat> stat(String path, CallOption... options) throws InterruptedException {
        return await(client.stat(path, options));
    }

    /** See {@link MusterClient#children}. */
    public Children children(String path, CallOption... options) throws InterruptedException {
        return await(client.children(path, options));
    }

    /** See {@link MusterClient#getAndWatch}. */
    public Watched<Node> getAndWatch(String path, CallOption... options)
            throws InterruptedException {
        return await(client.getAndWatch(path, options));
    }

    /** See {@link MusterClient#statAndWatch}. */
    public Watched<Optional<Stat>> statAndWatch(String path, CallOption... options)
            throws InterruptedException {
        return await(client.statAndWatch(path, options));
    }

    /** See {@link MusterClient#childrenAndWatch}. */
    public Watched<Children> childrenAndWatch(String path, CallOption... options)
            throws InterruptedException {
        return await(client.childrenAndWatch(path, options));
    }

    /** See {@link MusterClient#txn}. */
    public TxnResult txn(Txn txn, CallOption... options) throws InterruptedException {
        return await(client.txn(txn, options));
    }

    /** See {@link MusterClient#readBatch}. */
    public List<ReadResult> readBatch(List<ReadOp> ops, CallOption... options)
            throws InterruptedException {
        return await(client.readBatch(ops, options));
    }

    /** See {@link MusterClient#sync}. */
    public Zxid sync(String path, CallOption... options) throws InterruptedException {
        return await(client.sync(path, options));
    }

    /** See {@link MusterClient#acl}. */
    public AccessList acl(String path, CallOption... options) throws InterruptedException {
        return await(client.acl(path, options));
    }

    /** See {@link MusterClient#setAcl}. */
    public Stat setAcl(String path, List<Acl> entries, Expect expect, CallOption... options)
            throws InterruptedException {
        return await(client.setAcl(path, entries, expect, options));
    }

    /** See {@link MusterClient#whoAmI}. */
    public List<Id> whoAmI(CallOption... options) throws InterruptedException {
        return await(client.whoAmI(options));
    }

    /** See {@link Session#lease}. */
    public SessionLease lease() throws InterruptedException {
        return await(client.session().lease());
    }
}
