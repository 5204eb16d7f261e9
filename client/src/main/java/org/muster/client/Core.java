package org.muster.client;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.muster.client.machine.Effects;
import org.muster.client.machine.Endpoint;
import org.muster.client.machine.LeaseDeadline;
import org.muster.client.machine.SessionMachine;
import org.muster.client.machine.Settings;
import org.muster.client.transport.Lane;
import org.muster.client.transport.Loop;
import org.muster.client.transport.Names;
import org.muster.client.transport.TcpLink;
import org.muster.model.Now;
import org.muster.model.peer.HostPort;

/** Joins a session machine to the loop: brings it inputs, does its effects, publishes its state. */
final class Core implements Loop.Member, Effects {
    /** Something to tell the machine. */
    @FunctionalInterface
    interface Input {
        void into(SessionMachine machine, Now now);
    }

    private record Listening(Consumer<? super SessionState> listener, Executor lane) {
        void tell(SessionState state) {
            lane.execute(() -> listener.accept(state));
        }
    }

    private static final System.Logger LOG = System.getLogger(Core.class.getName());

    private final ClientRuntime runtime;
    private final boolean ownsRuntime;
    private final boolean oldServers;
    private final @Nullable SSLContext tls;
    private final SessionMachine machine;
    private final Loop.Seat seat;
    private final List<Listening> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<SessionState> ready = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private volatile SessionState state = new SessionState.Connecting(0);
    private volatile LeaseDeadline lease = LeaseDeadline.NEVER_HELD;
    private volatile long lastZxid;
    private final Map<Long, TcpLink> links = new HashMap<>();
    private int epoch;

    Core(ClientBuilder builder, Settings settings, RandomGenerator random) {
        this.runtime = builder.runtimeOrNew();
        this.ownsRuntime = builder.ownsRuntime();
        this.tls = builder.tlsOrNull();
        this.oldServers = !settings.persistentWatches();
        this.machine = new SessionMachine(builder.hosts(), settings, random, this);
        this.seat = runtime.loop.join(this);
        runtime.loop.execute(seat::touch);
    }

    /** Tells the machine something, from any thread; what is told in order is heard in order. */
    void input(Input input) {
        runtime.loop.execute(() -> feed(input));
    }

    /** Tells it on the loop's thread. A defect of one machine must not stop the others. */
    private void feed(Input input) {
        try {
            input.into(machine, Loop.now());
            seat.touch();
        } catch (RuntimeException defect) {
            LOG.log(System.Logger.Level.ERROR, "a client is broken", defect);
            broken(defect);
        }
    }

    boolean hasOldServers() {
        return oldServers;
    }

    Lane newUserLane() {
        return new Lane(runtime.threads.users());
    }

    Lane newOwnLane() {
        return new Lane(runtime.threads.own());
    }

    SessionState state() {
        return state;
    }

    long lastZxid() {
        return lastZxid;
    }

    CompletableFuture<SessionState> ready() {
        return ready;
    }

    Duration leaseLeft() {
        return Duration.ofNanos(lease.leftNs(Loop.now()));
    }

    Subscription listen(Consumer<? super SessionState> listener, Executor lane) {
        Listening listening = new Listening(listener, lane);
        AtomicBoolean open = new AtomicBoolean(true);
        runtime.loop.execute(() -> {
            if (open.get()) {
                listeners.add(listening);
                listening.tell(state);
            }
        });
        return new Subscription(() -> {
            open.set(false);
            listeners.remove(listening);
        });
    }

    /** Closes the session; completes when everything is over. */
    CompletableFuture<@Nullable Void> close() {
        input(SessionMachine::close);
        return ended;
    }

    @Override
    public void turn(Now now) {
        machine.turn(now);
        lastZxid = machine.lastZxid();
    }

    @Override
    public long wakeNs() {
        return machine.wakeNs();
    }

    @Override
    public void broken(RuntimeException thrown) {
        machine.abandon("the client is broken: " + thrown);
    }

    @Override
    public void resolve(HostPort host) {
        Names.resolve(
                runtime.loop,
                runtime.threads,
                host.host(),
                found -> feed((m, now) -> m.resolved(now, host, found)));
    }

    @Override
    public void open(long id, Endpoint endpoint) {
        TcpLink.Listener listener =
                new TcpLink.Listener() {
                    @Override
                    public void connected() {
                        feed((m, now) -> m.connected(id));
                    }

                    @Override
                    public void received(byte[] bytes, int length) {
                        feed((m, now) -> m.received(now, id, bytes, 0, length));
                    }

                    @Override
                    public void disconnected(String why) {
                        links.remove(id);
                        feed((m, now) -> m.disconnected(now, id, why));
                    }
                };
        try {
            HostPort host = endpoint.host();
            TcpLink.Target target =
                    new TcpLink.Target(host.host(), endpoint.address(), host.port(), tls);
            links.put(id, TcpLink.open(runtime.loop, target, listener));
        } catch (IOException failure) {
            String why = failure.toString();
            input((m, now) -> m.disconnected(now, id, why));
        }
    }

    @Override
    public void send(long id, byte[] bytes, int length) {
        TcpLink link = links.get(id);
        if (link != null) {
            link.send(bytes, length);
        }
    }

    @Override
    public void shut(long id) {
        TcpLink link = links.remove(id);
        if (link != null) {
            link.close();
        }
    }

    @Override
    public void connecting(int attempt) {
        if (state instanceof SessionState.Connecting || state instanceof SessionState.Lost) {
            become(new SessionState.Connecting(attempt));
        }
    }

    @Override
    public void attached(Attachment attachment) {
        epoch = attachment.epoch();
        HostPort server = attachment.endpoint().host();
        become(
                attachment.readOnly()
                        ? new SessionState.ReadOnly(server)
                        : new SessionState.Connected(
                                attachment.session(),
                                attachment.epoch(),
                                Duration.ofMillis(attachment.timeoutMs()),
                                server));
        ready.complete(state);
    }

    @Override
    public void suspended(String cause) {
        become(new SessionState.Suspended(epoch, cause));
    }

    @Override
    public void lost(int lostEpoch, String cause) {
        become(new SessionState.Lost(lostEpoch, cause));
    }

    @Override
    public void authFailed(String why) {
        become(new SessionState.AuthFailed(why));
        end(Code.AUTH_FAILED, why);
    }

    @Override
    public void closed(String why) {
        become(new SessionState.Closed(why));
        end(Code.CLOSED, why);
    }

    @Override
    public void leaseUntil(LeaseDeadline deadline) {
        lease = deadline;
    }

    private void become(SessionState next) {
        state = next;
        listeners.forEach(listening -> listening.tell(next));
    }

    private void end(Code code, String why) {
        ready.completeExceptionally(Problem.of(code, Outcome.NOT_APPLIED, "", why).exception());
        seat.leave();
        ended.complete(null);
        if (ownsRuntime) {
            runtime.close();
        }
    }
}
