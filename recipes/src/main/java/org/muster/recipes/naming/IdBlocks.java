package org.muster.recipes.naming;

import java.util.concurrent.CompletableFuture;
import org.muster.client.MusterClient;
import org.muster.recipes.counter.SharedLong;

/**
 * Ids from blocks of a shared counter: one write for each block, none for each id.
 *
 * <p><b>Guarantees.</b> Unique among all that use the counter, and rising for each user; ids of a
 * block that its user did not use up are lost. <b>Without a connection, and when the session
 * expires,</b> the block at hand is used up first, then calls wait.
 */
public final class IdBlocks implements AutoCloseable {
    private final SharedLong counter;
    private final int size;
    private long next;
    private long end;
    private CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);

    /** Ids in blocks of {@code size} from the counter at {@code path}. */
    public IdBlocks(MusterClient client, String path, int size) {
        this.counter = new SharedLong(client, path);
        this.size = size;
    }

    /** The next id, from 0 on. */
    public synchronized CompletableFuture<Long> next() {
        if (last.isDone() && next < end) {
            return CompletableFuture.completedFuture(take());
        }
        last = last.handle((before, thrown) -> "over").thenCompose(over -> fetch());
        return last;
    }

    private synchronized CompletableFuture<Long> fetch() {
        return next < end
                ? CompletableFuture.completedFuture(take())
                : counter.add(size).thenApply(this::begin);
    }

    private synchronized long begin(long sum) {
        end = sum;
        next = sum - size;
        return take();
    }

    private synchronized long take() {
        long id = next;
        next++;
        return id;
    }

    @Override
    public void close() {
        counter.close();
    }
}
