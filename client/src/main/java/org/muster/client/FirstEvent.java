package org.muster.client;

import java.util.concurrent.CompletableFuture;
import org.muster.client.machine.Watch;

/** Completes a future with the first thing that a watch has to tell. */
record FirstEvent(MusterClient client, CompletableFuture<WatchEvent> change) implements Watch.Sink {
    @Override
    public void changed(org.muster.model.WatchEvent event, long zxid) {
        complete(WatchHandle.Events.changed(client.chroot(), event, zxid));
    }

    @Override
    public void gap(Watch.Break why, long fromZxid) {
        complete(new WatchEvent.Gap(WatchHandle.Events.reason(why), fromZxid));
    }

    @Override
    public void live(long zxid) {
        // The read it was set with has told already.
    }

    @Override
    public void ended(int code, String why) {
        complete(new WatchEvent.Ended(why));
    }

    private void complete(WatchEvent event) {
        client.lane().execute(() -> change.complete(event));
    }
}
