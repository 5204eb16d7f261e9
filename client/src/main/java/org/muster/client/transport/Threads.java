package org.muster.client.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads besides the loop's. Users' callbacks, the library's own code and name resolution,
 * each of which may be slow in its way, have pools of their own; idle threads end.
 */
public final class Threads implements AutoCloseable {
    private static final int USERS = 16;
    private static final int OWN = 4;
    private static final int RESOLVERS = 4;
    private static final int IDLE_S = 10;

    private final ThreadPoolExecutor users = pool("muster-callback-", USERS);
    private final ThreadPoolExecutor own = pool("muster-recipe-", OWN);
    private final ThreadPoolExecutor resolvers = pool("muster-resolve-", RESOLVERS);

    private static ThreadPoolExecutor pool(String name, int most) {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        most,
                        most,
                        IDLE_S,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        work -> new ClientThread(work, name + count.incrementAndGet()),
                        // What is left when the pool is closed must still have its end.
                        (task, closed) -> task.run());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** For the application's callbacks. */
    public Executor users() {
        return users;
    }

    /** For code that never blocks. */
    public Executor own() {
        return own;
    }

    Executor resolvers() {
        return resolvers;
    }

    /**
     * Ends them all once they have done what they have; tasks that come later run where they come
     * from.
     */
    @Override
    public void close() {
        users.shutdown();
        own.shutdown();
        resolvers.shutdown();
    }
}
