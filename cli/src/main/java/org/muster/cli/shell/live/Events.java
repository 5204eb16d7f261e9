package org.muster.cli.shell.live;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.muster.client.Blocking;
import org.muster.client.MusterClient;
import org.muster.client.WatchEvent;
import org.muster.client.WatchHandle;
import org.muster.client.WatchScope;

/** A lasting watch whose events are taken one after another, by a command that does only that. */
final class Events implements AutoCloseable {
    private final BlockingQueue<WatchEvent> queue = new LinkedBlockingQueue<>();
    private final WatchHandle handle;

    private Events(MusterClient client, String path, WatchScope scope) {
        this.handle = client.watch(path, scope, queue::add);
    }

    /** Watches from now on; returns when the watch is set. */
    static Events of(MusterClient client, String path, WatchScope scope)
            throws InterruptedException {
        Events events = new Events(client, path, scope);
        var _ = Blocking.await(events.handle.ready());
        return events;
    }

    /** Waits for the next. */
    WatchEvent next() throws InterruptedException {
        return queue.take();
    }

    @Override
    public void close() {
        handle.close();
    }
}
