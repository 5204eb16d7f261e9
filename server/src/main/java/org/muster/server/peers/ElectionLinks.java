package org.muster.server.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.model.ServerId;
import org.muster.model.peer.ElectionGreeting;
import org.muster.model.peer.HostPort;
import org.muster.model.peer.Notification;
import org.muster.server.log.EventLog;
import org.muster.server.log.EventLog.Level;
import org.muster.zab.ZabInput;

/**
 * The election connections of a member: one to each other member, dialled by the one with the
 * larger id. Only members of the configuration are talked to, and called back only where the
 * configuration says that they are.
 *
 * <p>Source: quorum protocol, election connection manager. All state is touched on the loop only.
 */
public final class ElectionLinks implements AutoCloseable {
    /** A connection younger than this was made while the other's call was under way. */
    private static final long FRESH_MS = 500;

    private final PeerLoop loop;
    private final Self self;
    private final ElectionSettings settings;
    private final Consumer<ZabInput> core;
    private final Map<ServerId, ElectionPeer> peers = new TreeMap<>();
    private final List<PeerLoop.Listener> listeners = new ArrayList<>();
    private int strangers;
    private boolean closed;

    /**
     * Who this member is.
     *
     * @param listen where its election port is opened
     * @param greeting how it introduces itself
     */
    public record Self(ServerId id, List<HostPort> listen, ElectionGreeting greeting) {}

    /**
     * Connections to {@code others}, none of which is {@code self}.
     *
     * @param core is told what comes, on the loop
     */
    public ElectionLinks(
            PeerLoop loop,
            Self self,
            List<MemberAddress> others,
            ElectionSettings settings,
            Consumer<ZabInput> core) {
        this.loop = loop;
        this.self = self;
        this.settings = settings;
        this.core = core;
        for (MemberAddress other : others) {
            peers.put(other.id(), new ElectionPeer(other, settings));
        }
    }

    /** Listens and dials from now on. */
    public void open() {
        for (HostPort address : self.listen()) {
            listeners.add(loop.listen(address, "elections", () -> new ElectionChannel(this, null)));
        }
    }

    /** Sends {@code notification} to {@code to}, now or once it is reached; on any thread. */
    public void send(ServerId to, Notification notification) {
        loop.execute(() -> {
            ElectionPeer peer = peers.get(to);
            if (peer != null) {
                peer.pending = notification;
                flush(peer);
            }
        });
    }

    private void flush(ElectionPeer peer) {
        ElectionChannel channel = peer.channel();
        if (channel != null) {
            channel.flush();
        } else if (!peer.busy()) {
            dial(peer);
        }
    }

    private void dial(ElectionPeer peer) {
        if (closed || !peer.tryDial()) {
            return;
        }
        loop.dial(
                peer.address().election(),
                settings.connectMs(),
                () -> new ElectionChannel(this, peer),
                new PeerLoop.Dialled() {
                    @Override
                    public void connected() {
                        again(peer);
                    }

                    @Override
                    public void failed(String reason) {
                        log().often(
                                        Level.DEBUG,
                                        "dial " + peer.address().id(),
                                        "cannot reach server "
                                                + peer.address().id()
                                                + " for elections: "
                                                + reason);
                        again(peer);
                    }
                });
    }

    /**
     * A dial has ended: as long as there is no connection and something to say, another follows.
     */
    private void again(ElectionPeer peer) {
        long pauseMs = peer.dialled();
        if (peer.channel() == null) {
            peer.waitFor(
                    loop.later(
                            pauseMs,
                            () -> {
                                peer.stopWaiting();
                                if (peer.channel() == null && peer.pending != null) {
                                    dial(peer);
                                }
                            }));
        }
    }

    /** Whether a connection that this member dials to {@code peer} is the one that stays. */
    boolean keepsDialled(ElectionPeer peer) {
        return self.id().compareTo(peer.address().id()) > 0;
    }

    /** Whether one more connection that has not greeted is allowed; then it counts as one. */
    boolean tryEnter() {
        if (closed || strangers >= settings.maxStrangers()) {
            return false;
        }
        strangers++;
        return true;
    }

    /** One connection less that has not greeted. */
    void leave() {
        strangers--;
    }

    /** The other member of this id; null if there is none. */
    @Nullable ElectionPeer member(ServerId id) {
        return peers.get(id);
    }

    /** {@code channel} is the connection with {@code peer} from now on. */
    void adopt(ElectionPeer peer, ElectionChannel channel) {
        ElectionChannel before = peer.adopt(channel);
        if (before != null) {
            before.close();
        } else {
            core.accept(new ZabInput.Reachable(peer.address().id(), true));
        }
        channel.flush();
    }

    /**
     * {@code peer} asks to be dialled. A connection that there is stays until the new one stands:
     * nobody cuts it by a mere claim to be {@code peer}.
     */
    void callBack(ElectionPeer peer) {
        ElectionChannel channel = peer.channel();
        if (channel == null || channel.ageMs() > FRESH_MS) {
            dial(peer);
        }
    }

    /** A connection is gone. */
    void lost(ElectionPeer peer, ElectionChannel channel) {
        if (peer.lost(channel)) {
            core.accept(new ZabInput.Reachable(peer.address().id(), false));
            if (peer.pending == null || peer.busy()) {
                return;
            }
            if (channel.hasHeard()) {
                dial(peer);
            } else {
                again(peer);
            }
        }
    }

    /** A notification came. */
    void heard(Notification notification) {
        core.accept(new ZabInput.Notified(notification));
    }

    PeerLoop loop() {
        return loop;
    }

    ElectionSettings settings() {
        return settings;
    }

    ElectionGreeting greeting() {
        return self.greeting();
    }

    EventLog log() {
        return loop.log();
    }

    /** Closes everything, later; every thread may call it. */
    @Override
    public void close() {
        listeners.forEach(PeerLoop.Listener::close);
        loop.execute(() -> {
            closed = true;
            for (ElectionPeer peer : peers.values()) {
                peer.stopWaiting();
                ElectionChannel channel = peer.channel();
                if (channel != null) {
                    channel.close();
                }
            }
        });
    }
}
