package org.muster.server.peers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.model.ServerId;
import org.muster.model.peer.HostPort;
import org.muster.model.peer.PeerMessage;
import org.muster.server.log.EventLog;
import org.muster.server.log.EventLog.Level;
import org.muster.zab.ZabInput;

/**
 * The quorum connections of a member: those of its learners, and the one to its leader. The quorum
 * port is open as long as the member runs, so that nobody has to wait for a new leader to open it.
 *
 * <p>The core's thread gives orders and ends its turn with {@link #flush}; then they are carried
 * out on the loop, in order, with one write for each link.
 */
public final class QuorumLinks implements AutoCloseable {
    /** Parts of a state that may wait to be taken in: at most a socket's read each. */
    private static final int MAX_UNBUILT_PARTS = 256;

    private final PeerLoop loop;
    private final Places places;
    private final QuorumSettings settings;
    private final Ports ports;

    // The core's thread.
    private List<Runnable> orders = new ArrayList<>();

    // The loop.
    private final Map<Long, QuorumChannel> channels = new TreeMap<>();
    private final Set<QuorumChannel> touched = new HashSet<>();
    private final List<PeerLoop.Listener> listeners = new ArrayList<>();
    private List<ZabInput> gathered = new ArrayList<>();
    private @Nullable ServerId wanted;
    private long dials;
    private long lastLink;
    private int accepted;
    private int unbuilt;
    private boolean closed;

    /**
     * Where the quorum ports are.
     *
     * @param listen of this member
     * @param others of the others
     */
    public record Places(List<HostPort> listen, Map<ServerId, List<HostPort>> others) {}

    /**
     * What the links work with.
     *
     * @param core is told what came in one round of the loop
     * @param worker makes what streams send
     */
    public record Ports(Consumer<List<ZabInput>> core, Consumer<Runnable> worker) {}

    /** Links on {@code loop}. */
    public QuorumLinks(PeerLoop loop, Places places, QuorumSettings settings, Ports ports) {
        this.loop = loop;
        this.places = places;
        this.settings = settings;
        this.ports = ports;
    }

    /** Listens from now on. */
    public void open() {
        for (HostPort address : places.listen()) {
            listeners.add(
                    loop.listen(
                            address, "learners", () -> new QuorumChannel(this, ++lastLink, null)));
        }
    }

    // Orders, on the core's thread.

    /** Dials {@code leader}; told by Connected or ConnectFailed, unless another is dialled. */
    public void connect(ServerId leader) {
        orders.add(() -> dial(leader));
    }

    /** Closes a link after what was sent on it. */
    public void disconnect(long link) {
        orders.add(() -> {
            QuorumChannel channel = channels.remove(link);
            if (channel != null) {
                touched.remove(channel);
                channel.close();
            }
        });
    }

    /** Sends a message. */
    public void send(long link, PeerMessage message) {
        orders.add(() -> {
            QuorumChannel channel = channels.get(link);
            if (channel != null) {
                channel.line().add(message);
                touched.add(channel);
            }
        });
    }

    /** Sends what {@code stream} makes; what is sent later waits for its end. */
    public void send(long link, OutgoingStream stream) {
        orders.add(() -> {
            QuorumChannel channel = channels.get(link);
            if (channel == null) {
                stream.close();
            } else {
                channel.line().add(stream);
                touched.add(channel);
            }
        });
    }

    /** Ends a turn: the orders are on their way. */
    public void flush() {
        if (orders.isEmpty()) {
            return;
        }
        List<Runnable> turn = orders;
        orders = new ArrayList<>(turn.size());
        loop.execute(() -> {
            turn.forEach(Runnable::run);
            touched.forEach(channel -> channel.line().pump());
            touched.clear();
        });
    }

    /** A part of a state that came has been taken in, or was not needed; on any thread. */
    public void partTaken() {
        loop.execute(() -> {
            unbuilt = Math.max(0, unbuilt - 1);
            if (unbuilt == MAX_UNBUILT_PARTS / 4) {
                channels.values().forEach(QuorumChannel::resumeReading);
            }
        });
    }

    // On the loop.

    private void dial(ServerId leader) {
        wanted = leader;
        long dial = ++dials;
        List<HostPort> addresses = places.others().getOrDefault(leader, List.of());
        loop.dial(
                addresses,
                settings.connectMs(),
                () -> new QuorumChannel(this, ++lastLink, leader),
                new PeerLoop.Dialled() {
                    @Override
                    public void connected() {
                        // The channel tells it once it is active.
                    }

                    @Override
                    public void failed(String reason) {
                        if (dial == dials) {
                            log().often(
                                            Level.INFO,
                                            "dial leader",
                                            "cannot reach server "
                                                    + leader
                                                    + " as its learner: "
                                                    + reason);
                            heard(new ZabInput.ConnectFailed(leader));
                            tell();
                        }
                    }
                });
    }

    /** Whether this connection may stay; then it is told to the core. */
    boolean opened(QuorumChannel channel) {
        ServerId leader = channel.leader();
        if (closed || (leader == null && accepted >= settings.maxAccepted())) {
            return false;
        }
        if (leader == null) {
            accepted++;
            heard(new ZabInput.Accepted(channel.link()));
        } else if (leader.equals(wanted)) {
            wanted = null;
            heard(new ZabInput.Connected(channel.link(), leader));
        } else {
            return false;
        }
        channels.put(channel.link(), channel);
        return true;
    }

    /** A connection is gone, by whoever's wish. */
    void closed(QuorumChannel channel) {
        if (channel.leader() == null && channel.counts()) {
            accepted--;
        }
        touched.remove(channel);
        if (channels.remove(channel.link()) != null) {
            heard(new ZabInput.Closed(channel.link()));
        }
    }

    /** Something for the core; {@link #tell} hands it over. */
    void heard(ZabInput input) {
        gathered.add(input);
    }

    /** Hands the core what was heard in this round. */
    void tell() {
        if (!gathered.isEmpty()) {
            List<ZabInput> round = gathered;
            gathered = new ArrayList<>();
            ports.core().accept(round);
        }
    }

    /** A state begins to come. */
    void stateBegins() {
        unbuilt = 0;
    }

    /** A part of a state came; whether more can be taken right now. */
    boolean statePartMayFollow() {
        unbuilt++;
        return unbuilt < MAX_UNBUILT_PARTS;
    }

    void work(Runnable task) {
        ports.worker().accept(task);
    }

    PeerLoop loop() {
        return loop;
    }

    QuorumSettings settings() {
        return settings;
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
            for (QuorumChannel channel : List.copyOf(channels.values())) {
                channels.remove(channel.link());
                channel.close();
            }
        });
    }
}
