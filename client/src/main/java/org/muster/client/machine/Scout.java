package org.muster.client.machine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Now;
import org.muster.model.peer.HostPort;
import org.muster.wire.client.ConnectResponse;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.MalformedException;

/**
 * While the connection is to a server that only reads, looks for one that writes too, on a second
 * connection: the first serves until the second has a session.
 */
final class Scout {
    private final Approach approach;
    private final Effects effects;
    private boolean active;
    private @Nullable Link link;

    Scout(Approach approach, Effects effects) {
        this.approach = approach;
        this.effects = effects;
    }

    /** Begins to look, after a wait. */
    void begin(Now now) {
        active = true;
        approach.restart(now, false);
    }

    /** Looks no longer. */
    void end() {
        active = false;
        if (link != null) {
            effects.shut(link.id);
            link = null;
        }
    }

    boolean owns(long id) {
        return link != null && link.id == id;
    }

    long wakeNs() {
        return active ? approach.limitNs() : Long.MAX_VALUE;
    }

    void turn(Now now) {
        if (active && now.monotonicNs() >= approach.limitNs()) {
            if (approach.isWaiting()) {
                link = approach.next(now);
            } else {
                missed(now);
            }
        }
        if (link != null) {
            link.flush(now, effects);
        }
    }

    void resolved(Now now, HostPort host, List<String> addresses) {
        if (active && approach.tryFound(host, addresses)) {
            if (addresses.isEmpty()) {
                approach.restart(now, false);
            } else {
                link = approach.next(now);
            }
        }
    }

    void connected() {
        if (link != null) {
            approach.opened(link);
        }
    }

    void missed(Now now) {
        if (link != null) {
            effects.shut(link.id);
            link = null;
        }
        approach.restart(now, false);
    }

    /**
     * The server's greeting, if it is one that writes and accepts; its connection is the caller's.
     */
    @Nullable Found received(Now now, byte[] bytes, int offset, int length)
            throws MalformedException {
        Link on = link;
        ByteReader frame = new ByteReader(bytes, 0, 0);
        if (on == null) {
            return null;
        }
        on.in.add(bytes, offset, length);
        if (!on.in.next(frame)) {
            return null;
        }
        ConnectResponse response = ConnectResponse.read(frame);
        if (response.timeoutMs() <= 0 || response.readOnly()) {
            missed(now);
            return null;
        }
        link = null;
        active = false;
        return new Found(on, response);
    }

    /** A connection to a server that writes, with a session of its own. */
    record Found(Link link, ConnectResponse response) {}
}
