package org.muster.server.peers;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.muster.model.peer.Notification;

/** What the election side knows of one other member; touched on the loop only. */
final class ElectionPeer {
    private final MemberAddress address;
    private final ElectionSettings settings;

    /** What is to be sent; a newer one replaces it. */
    @Nullable Notification pending;

    /** What was sent last, and is sent again on a new connection. */
    private @Nullable Notification lastSent;

    private @Nullable ElectionChannel channel;
    private boolean dialling;
    private int failures;
    private @Nullable Future<?> retry;

    ElectionPeer(MemberAddress address, ElectionSettings settings) {
        this.address = address;
        this.settings = settings;
    }

    MemberAddress address() {
        return address;
    }

    @Nullable ElectionChannel channel() {
        return channel;
    }

    /** Replaces the connection; the one before, if there was one. */
    @Nullable ElectionChannel adopt(ElectionChannel next) {
        ElectionChannel before = channel;
        channel = next;
        stopWaiting();
        if (pending == null) {
            pending = lastSent;
        }
        return before;
    }

    /** The other has spoken: it keeps this connection, and the next dial need not wait. */
    void heard() {
        failures = 0;
    }

    /**
     * Whether {@code gone} was the connection in use; now there is none. If nothing was heard on
     * it, the other may have refused it unread, so what was sent is to be sent again.
     */
    boolean lost(ElectionChannel gone) {
        if (channel != gone) {
            return false;
        }
        channel = null;
        if (pending == null && !gone.hasHeard()) {
            pending = lastSent;
        }
        return true;
    }

    /** Takes what is to be sent. */
    @Nullable Notification take() {
        Notification next = pending;
        if (next != null) {
            lastSent = next;
            pending = null;
        }
        return next;
    }

    /** Whether a dial may begin now; if so, it has begun. */
    boolean tryDial() {
        if (dialling) {
            return false;
        }
        stopWaiting();
        dialling = true;
        return true;
    }

    /** Whether a dial is going on or planned. */
    boolean busy() {
        return dialling || retry != null;
    }

    /** The dial has ended; how long to wait before the next one, in ms. */
    long dialled() {
        dialling = false;
        long pause = (long) settings.firstRetryMs() << Math.min(failures, 10);
        failures++;
        return Math.min(pause, settings.longestRetryMs());
    }

    /** The next dial is planned. */
    void waitFor(Future<?> planned) {
        stopWaiting();
        retry = planned;
    }

    /** The planned dial is no longer planned. */
    void stopWaiting() {
        if (retry != null) {
            retry.cancel(false);
            retry = null;
        }
    }
}
