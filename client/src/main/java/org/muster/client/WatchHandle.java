package org.muster.client;

import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.muster.client.machine.Watch;
import org.muster.model.ZPath;

/**
 * A lasting watch. Its listener hears of every change, one after another and in order, on the lane
 * of the client it was made by; a listener that is too slow gets a gap in place of what it missed.
 */
public final class WatchHandle implements AutoCloseable {
    /** Events that wait for a slow listener; beyond, they are dropped and a gap is told. */
    static final int BUFFER = 1024;

    private final Core core;
    private final Executor lane;
    private final Consumer<? super WatchEvent> listener;
    private final CompletableFuture<WatchHandle> ready = new CompletableFuture<>();
    private final ArrayDeque<WatchEvent> events = new ArrayDeque<>();
    private final Watch watch;
    private long lastZxid;
    private volatile boolean closed;

    private WatchHandle(
            MusterClient client,
            ZPath path,
            Watch.Kind kind,
            Consumer<? super WatchEvent> listener) {
        this.core = client.core();
        this.lane = client.lane();
        this.listener = listener;
        this.watch = new Watch(path, kind, sink(client.chroot()));
    }

    static WatchHandle open(
            MusterClient client,
            ZPath path,
            Watch.Kind kind,
            Consumer<? super WatchEvent> listener) {
        WatchHandle handle = new WatchHandle(client, path, kind, listener);
        client.core().input((machine, now) -> machine.watch(handle.watch));
        return handle;
    }

    /** Completes when the watch is set for the first time, or fails with the reason it is not. */
    public CompletableFuture<WatchHandle> ready() {
        return ready;
    }

    /** Whether more may come. */
    public boolean isOpen() {
        return !closed;
    }

    /** Ends the watch; the listener hears nothing more. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            core.input((machine, now) -> machine.unwatch(watch));
        }
    }

    private Watch.Sink sink(Chroot chroot) {
        return new Watch.Sink() {
            @Override
            public void changed(org.muster.model.WatchEvent event, long zxid) {
                offer(Events.changed(chroot, event, zxid), zxid);
            }

            @Override
            public void gap(Watch.Break why, long fromZxid) {
                offer(new WatchEvent.Gap(Events.reason(why), fromZxid), fromZxid);
            }

            @Override
            public void live(long zxid) {
                lane.execute(() -> ready.complete(WatchHandle.this));
                offer(new WatchEvent.Restored(zxid), zxid);
            }

            @Override
            public void ended(int code, String why) {
                MusterException reason =
                        code == 0
                                ? Problem.of(Code.CLOSED, Outcome.NOT_APPLIED, "", why).exception()
                                : Problem.refused(code, "watch", "").exception();
                lane.execute(() -> ready.completeExceptionally(reason));
                offer(new WatchEvent.Ended(why), 0);
            }
        };
    }

    /** Each event has its own place on the lane, so that it keeps its order with answers. */
    private void offer(WatchEvent event, long zxid) {
        synchronized (events) {
            if (events.size() >= BUFFER) {
                events.clear();
                events.add(new WatchEvent.Gap(WatchEvent.Reason.OVERFLOW, lastZxid));
                events.add(new WatchEvent.Restored(Math.max(lastZxid, zxid)));
            }
            events.add(event);
            lastZxid = Math.max(lastZxid, zxid);
        }
        lane.execute(this::deliver);
    }

    private void deliver() {
        WatchEvent event;
        synchronized (events) {
            event = events.poll();
        }
        if (event != null && !closed) {
            closed = event instanceof WatchEvent.Ended;
            listener.accept(event);
        }
    }

    /** Between the servers' words and the program's. */
    static final class Events {
        private Events() {}

        static WatchEvent.Changed changed(
                Chroot chroot, org.muster.model.WatchEvent event, long zxid) {
            WatchEvent.Kind kind =
                    switch (event.type()) {
                        case NODE_CREATED -> WatchEvent.Kind.CREATED;
                        case NODE_DELETED -> WatchEvent.Kind.DELETED;
                        case NODE_DATA_CHANGED -> WatchEvent.Kind.DATA;
                        case NODE_CHILDREN_CHANGED -> WatchEvent.Kind.CHILDREN;
                    };
            OptionalLong at = zxid > 0 ? OptionalLong.of(zxid) : OptionalLong.empty();
            return new WatchEvent.Changed(kind, chroot.toClient(event.path()), at);
        }

        static WatchEvent.Reason reason(Watch.Break why) {
            return why == Watch.Break.RECONNECTED
                    ? WatchEvent.Reason.RECONNECTED
                    : WatchEvent.Reason.NEW_SESSION;
        }
    }
}
