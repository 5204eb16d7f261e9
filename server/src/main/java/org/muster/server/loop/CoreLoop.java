package org.muster.server.loop;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Now;
import org.muster.model.Zxid;
import org.muster.replica.core.Core;
import org.muster.replica.core.CoreEffects;
import org.muster.replica.core.CoreInput;
import org.muster.replica.core.PeerEffects;
import org.muster.replica.route.Batch;
import org.muster.replica.route.Submission;
import org.muster.replica.trace.TraceEvent;
import org.muster.replica.trace.Tracer;
import org.muster.server.metrics.Stage;
import org.muster.state.State;
import org.muster.zab.ZabInput;

/**
 * The core's thread. A round takes everything that waits, steps the core for each, hands each front
 * its batch, and sees to the log.
 */
public final class CoreLoop implements CoreEffects {
    private static final long NS_PER_MS = 1_000_000;

    private final Core core;
    private final Ports ports;
    private final Halt halt;
    private final Stage deciding;
    private final long tickNs;
    private final Mailbox<Mail> inbox = new Mailbox<>();
    private @Nullable LogQueue log;
    private @Nullable Thread thread;
    private volatile boolean stopping;
    private final ArrayDeque<CoreInput> answers = new ArrayDeque<>();
    private long nextTickNs;

    /** What reaches the core in a round. */
    private interface Mail {
        void reach(Now now);
    }

    /** Where the core's effects go, but for the log. */
    public interface Ports extends Tracer {
        /** Hands {@code batch} to a front. */
        void deliver(int front, Batch batch);

        /** Writes a snapshot of {@code state} in the background. */
        void takeSnapshot(State state);

        /** Where what concerns other members goes. */
        PeerEffects peers();

        /** The core has ended a turn. */
        void turnEnded();
    }

    /** The loop of {@code core}, measured as {@code deciding}, with a tick every {@code tickMs}. */
    public CoreLoop(Core core, Ports ports, Halt halt, Stage deciding, int tickMs) {
        this.core = core;
        this.ports = ports;
        this.halt = halt;
        this.deciding = deciding;
        this.tickNs = TimeUnit.MILLISECONDS.toNanos(tickMs);
    }

    /** Starts the thread, with the log that the core writes to: a keeper or a thread of its own. */
    public void start(LogKeeper keeper) {
        begin(keeper);
    }

    /** Starts the thread, with a log that has its own. */
    public void start(LogThread logThread) {
        begin(logThread);
    }

    private void begin(LogQueue queue) {
        log = queue;
        nextTickNs = System.nanoTime() + tickNs;
        thread = Thread.ofPlatform().name("core").start(this::run);
    }

    /** Puts an input; on any thread. */
    public void put(CoreInput input) {
        inbox.put(now -> core.step(now, input, this));
    }

    /** Puts what front {@code front} asks for; on any thread. */
    public void submit(int front, List<Submission> submissions) {
        int requests = 0;
        for (Submission submission : submissions) {
            requests += isRequest(submission) ? 1 : 0;
        }
        CoreInput input = new CoreInput.Submissions(front, submissions);
        if (requests == 0) {
            put(input);
            return;
        }
        int count = requests;
        long queuedNs = System.nanoTime();
        inbox.put(now -> {
            long takenNs = System.nanoTime();
            deciding.taken(count, (takenNs - queuedNs) / NS_PER_MS);
            core.step(now, input, this);
            deciding.done(count, (System.nanoTime() - takenNs) / NS_PER_MS);
        });
    }

    private static boolean isRequest(Submission submission) {
        return switch (submission) {
            case Submission.Write _, Submission.Sync _, Submission.Connect _ -> true;
            case Submission.Disconnected _, Submission.Touched _ -> false;
        };
    }

    /** Puts what came from other members, in order; on any thread. */
    public void putAll(List<ZabInput> inputs) {
        inbox.put(now -> {
            for (ZabInput input : inputs) {
                core.step(now, new CoreInput.Consensus(input), this);
            }
        });
    }

    /** Runs {@code task} on the core's thread in its next round; on any thread. */
    public void run(Runnable task) {
        inbox.put(_ -> task.run());
    }

    /** Asks the core in its next round; on any thread. */
    public <T> CompletableFuture<T> ask(Function<Core, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        inbox.put(_ -> answer.complete(question.apply(core)));
        return answer;
    }

    /** Handles all that waits, makes the log safe, ends the thread, and returns after that. */
    public void stop() {
        stopping = true;
        inbox.put(_ -> {});
        Thread running = thread;
        boolean interrupted = false;
        while (running != null && running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException keepTheDataSafeFirst) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        LogQueue queue = Objects.requireNonNull(log);
        try {
            while (!stopping || !inbox.isEmpty()) {
                inbox.awaitAny(nextTickNs);
                round(queue);
            }
            queue.shutDown();
        } catch (RuntimeException | Error failure) {
            halt.now(Halt.UNEXPECTED, "the core failed", failure);
        }
    }

    private void round(LogQueue queue) {
        Now now = Clocks.now();
        boolean any = false;
        for (var letter = inbox.takeAll(); letter != null; letter = letter.next()) {
            letter.message().reach(now);
            any = true;
        }
        if (now.monotonicNs() - nextTickNs >= 0) {
            // After the inputs: what arrived in time counts before a session is found expired.
            core.step(now, new CoreInput.Tick(), this);
            nextTickNs = now.monotonicNs() + tickNs;
            if (!any) {
                queue.idle();
            }
        }
        endTurn(now);
        queue.endTurn(answers::add);
        while (!answers.isEmpty()) {
            Now after = Clocks.now();
            for (CoreInput answer = answers.poll(); answer != null; answer = answers.poll()) {
                core.step(after, answer, this);
            }
            endTurn(after);
            queue.endTurn(answers::add);
        }
    }

    /** Before the log syncs: what others wait for is on its way by then. */
    private void endTurn(Now now) {
        core.endTurn(now, this);
        ports.turnEnded();
    }

    @Override
    public void append(long generation, Zxid zxid, Bytes payload) {
        Objects.requireNonNull(log).append(generation, zxid, payload);
    }

    @Override
    public void deliver(int front, Batch batch) {
        ports.deliver(front, batch);
    }

    @Override
    public void trace(TraceEvent event) {
        ports.trace(event);
    }

    @Override
    public void takeSnapshot(State state) {
        ports.takeSnapshot(state);
    }

    @Override
    public PeerEffects peers() {
        return ports.peers();
    }

    /** Adds an order to the log's; on the core's thread. */
    public void order(LogOrder order) {
        Objects.requireNonNull(log).order(order);
    }

    @Override
    public void halt(String reason) {
        halt.now(Halt.DISK_FAILED, reason, null);
    }
}
