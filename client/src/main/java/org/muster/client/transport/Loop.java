package org.muster.client.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.muster.model.Now;

/**
 * One thread for all sockets and timers of any number of clients. Everything that happens to a
 * client happens on it, one thing after another; after all inputs of a turn, what a client wants to
 * send goes out in one write.
 */
public final class Loop implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Loop.class.getName());
    private static final long MS = 1_000_000L;
    private static final int READ_BYTES = 1 << 16;
    private static final int TASKS_A_TURN = 4096;

    /** A client, as the loop knows it. */
    public interface Member {
        /** Inputs have come, or the time has. */
        void turn(Now now);

        /** When the next turn is due without any input, on the monotonic clock. */
        long wakeNs();

        /** It threw, and is not called any more. */
        void broken(RuntimeException thrown);
    }

    /** A member's place in the loop; used on the loop's thread only. */
    public final class Seat {
        private final Member member;
        private long scheduledNs = Long.MAX_VALUE;

        private Seat(Member member) {
            this.member = member;
        }

        /** Lets the member have a turn before the loop waits again. */
        public void touch() {
            touched.add(this);
        }

        /** The member wants no more turns. */
        public void leave() {
            seats.remove(this);
        }
    }

    private record Timer(long wakeNs, Seat seat) {}

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final Set<Seat> seats = ConcurrentHashMap.newKeySet();
    private final Set<Seat> touched = new LinkedHashSet<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::wakeNs));
    private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final byte[] readBytes = new byte[READ_BYTES];
    private volatile boolean closed;
    private volatile boolean ended;

    /** Starts the thread. */
    public Loop() {
        try {
            selector = Selector.open();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        new ClientThread(this::run, "muster-loop").start();
    }

    /** Reads both clocks. */
    public static Now now() {
        return new Now(System.nanoTime(), System.currentTimeMillis());
    }

    /** A place for a member. */
    public Seat join(Member member) {
        Seat seat = new Seat(member);
        seats.add(seat);
        return seat;
    }

    /** Runs a task on the loop's thread, soon and in order; at once if the loop has ended. */
    public void execute(Runnable task) {
        tasks.add(task);
        if (ended) {
            theRest();
        } else if (!signalled.getAndSet(true)) {
            selector.wakeup();
        }
    }

    /** What nobody runs any more is run by who brings it: its callers wait for their answers. */
    private void theRest() {
        synchronized (tasks) {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }
    }

    Selector selector() {
        return selector;
    }

    ByteBuffer readBuffer() {
        return readBuffer;
    }

    byte[] readBytes() {
        return readBytes;
    }

    private void run() {
        while (!closed) {
            try {
                long waitNs = waitNs();
                if (waitNs <= 0 || !tasks.isEmpty()) {
                    selector.selectNow(key -> ((TcpLink) key.attachment()).ready());
                } else {
                    long waitMs = Math.min(waitNs / MS + 1, 60_000);
                    selector.select(key -> ((TcpLink) key.attachment()).ready(), waitMs);
                }
            } catch (IOException failure) {
                LOG.log(System.Logger.Level.ERROR, "the selector failed", failure);
                closed = true;
            }
            signalled.set(false);
            someTasks();
            due();
            turns();
        }
        for (Seat seat : seats) {
            seat.member.broken(new IllegalStateException("its runtime was closed"));
        }
        ended = true;
        theRest();
        try {
            selector.close();
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.DEBUG, "the selector did not close", failure);
        }
    }

    /** Not all that come, for what they want to send waits until they have had their turn. */
    private void someTasks() {
        Runnable task = tasks.poll();
        for (int done = 0; task != null; done++) {
            task.run();
            task = done < TASKS_A_TURN ? tasks.poll() : null;
        }
    }

    private long waitNs() {
        Timer first = timers.peek();
        return first == null ? Long.MAX_VALUE : first.wakeNs - System.nanoTime();
    }

    private void due() {
        long nowNs = System.nanoTime();
        while (!timers.isEmpty() && timers.peek().wakeNs - nowNs <= 0) {
            Timer timer = timers.remove();
            if (timer.seat.scheduledNs == timer.wakeNs) {
                timer.seat.scheduledNs = Long.MAX_VALUE;
            }
            touched.add(timer.seat);
        }
    }

    private void turns() {
        List<Seat> seats = new ArrayList<>(touched);
        touched.clear();
        for (Seat seat : seats) {
            try {
                seat.member.turn(now());
                schedule(seat);
            } catch (RuntimeException thrown) {
                LOG.log(System.Logger.Level.ERROR, "a client of the loop is broken", thrown);
                seat.member.broken(thrown);
            }
        }
    }

    /** A timer that is too early does no harm, so only an earlier one replaces it. */
    private void schedule(Seat seat) {
        long wakeNs = seat.member.wakeNs();
        if (wakeNs < seat.scheduledNs) {
            seat.scheduledNs = wakeNs;
            timers.add(new Timer(wakeNs, seat));
        }
    }

    /** Ends the thread; members that have not left are broken by it. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }
}
