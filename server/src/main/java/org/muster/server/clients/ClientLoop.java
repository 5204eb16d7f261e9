package org.muster.server.clients;

import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.muster.replica.ReplicaConfig;
import org.muster.replica.front.Front;
import org.muster.replica.front.FrontOutput;
import org.muster.replica.route.Batch;
import org.muster.replica.route.Submission;
import org.muster.replica.trace.Tracer;
import org.muster.server.loop.Clocks;
import org.muster.server.loop.Halt;
import org.muster.server.metrics.Traffic;
import org.muster.server.sockets.SocketEvents;
import org.muster.server.sockets.SocketLoop;
import org.muster.server.sockets.StreamSocket;
import org.muster.state.State;

/**
 * One event loop with its front. A turn of the front is a round of the loop: everything that the
 * sockets and the core had for it, then one write to each connection and one batch to the core.
 */
public final class ClientLoop implements FrontOutput, SocketLoop.Owner {
    private final int id;
    private final ClientPort owner;
    private final Front front;
    private final SingleThreadIoEventLoop eventLoop;
    private final CoreInbox core;
    private final Halt halt;
    private final ClientCounters counters = new ClientCounters();
    private final Burden burden;
    private final LargeRequests largeRequests;
    private final SocketLoop sockets;
    private final Runnable endTurn = this::endTurn;
    private final ScheduledFuture<?> ticking;
    private FrameCutter cutter = new FrameCutter();
    private boolean inTurn;
    private volatile boolean deaf;

    ClientLoop(
            int id,
            SingleThreadIoEventLoop eventLoop,
            ClientPort owner,
            Start start,
            LargeRequests largeRequests) {
        ReplicaConfig replica = owner.replica();
        this.id = id;
        this.owner = owner;
        this.sockets = new SocketLoop(eventLoop, this);
        this.largeRequests = largeRequests;
        this.eventLoop = eventLoop;
        this.core = start.core();
        this.halt = start.halt();
        this.burden = new Burden(start.maxBurdenBytes());
        this.front = new Front(id, replica, start.root(), this, start.tracer());
        long intervalMs = replica.tickIntervalMs();
        this.ticking =
                eventLoop.scheduleAtFixedRate(
                        () -> turn(Front::tick), intervalMs, intervalMs, TimeUnit.MILLISECONDS);
    }

    /**
     * What every loop of a server begins with.
     *
     * @param tracer is told of rare things on every loop's thread
     * @param maxBurdenBytes what slow clients may make a loop keep, each way
     */
    public record Start(
            State root, CoreInbox core, Halt halt, Tracer tracer, long maxBurdenBytes) {}

    /** Hands the core's batch to the front in a later round; every thread may call it. */
    public void deliver(Batch batch) {
        eventLoop.execute(() -> turn(each -> each.deliver(batch)));
    }

    /** Asks the front in a later round; every thread may call it. */
    public <T> CompletableFuture<T> ask(Function<Front, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        eventLoop.execute(() -> turn(each -> answer.complete(question.apply(each))));
        return answer;
    }

    /** Asks for the counts in a later round; every thread may call it. */
    public CompletableFuture<Traffic> askTraffic() {
        return ask(_ -> counters.traffic());
    }

    /** Forgets the totals, and {@code counts} too if so; every thread may call it. */
    public CompletableFuture<Boolean> resetStatistics(boolean counts) {
        return ask(each -> {
            each.resetStatistics();
            counters.resetPackets();
            if (counts) {
                each.resetCounts();
                counters.reset();
            }
            return true;
        });
    }

    @Override
    public void submit(List<Submission> submissions) {
        core.submit(id, submissions);
    }

    /** The front, with a turn begun that this round will end; on the loop only. */
    Front inTurn() {
        if (!inTurn) {
            inTurn = true;
            front.beginTurn(Clocks.now());
            eventLoop.executeAfterEventLoopIteration(endTurn);
        }
        return front;
    }

    ClientCounters counters() {
        return counters;
    }

    Burden burden() {
        return burden;
    }

    ClientPort owner() {
        return owner;
    }

    SocketLoop sockets() {
        return sockets;
    }

    /** What cuts the bytes of connections that are between frames. */
    FrameCutter cutter() {
        return cutter;
    }

    /** The same, for a connection that keeps it now. */
    FrameCutter takeCutter() {
        FrameCutter taken = cutter;
        cutter = new FrameCutter();
        return taken;
    }

    SingleThreadIoEventLoop eventLoop() {
        return eventLoop;
    }

    @Override
    public SocketEvents accepted(StreamSocket socket) {
        return new ClientConnection(this, socket);
    }

    /** Nothing is certain any more. */
    @Override
    public void broken(Throwable cause) {
        halt.now(Halt.UNEXPECTED, "a client loop failed", cause);
    }

    /** Reads nothing of what clients send from now on; on any thread. */
    void dropInput() {
        deaf = true;
    }

    boolean isDeaf() {
        return deaf;
    }

    /** Whether a frame of {@code length} may come, as far as large ones are bounded. */
    boolean hasRoomFor(int length) {
        largeRequests.tell(id, front.largeRequestBytes());
        return largeRequests.admit(length);
    }

    /** Ends the ticks; on any thread. */
    void stopTicking() {
        ticking.cancel(false);
    }

    private interface Act {
        void on(Front front);
    }

    private void turn(Act act) {
        try {
            act.on(inTurn());
        } catch (RuntimeException | Error failure) {
            broken(failure);
        }
    }

    private void endTurn() {
        inTurn = false;
        try {
            front.endTurn();
            largeRequests.tell(id, front.largeRequestBytes());
            burden.relieve();
        } catch (RuntimeException | Error failure) {
            broken(failure);
        }
    }
}
