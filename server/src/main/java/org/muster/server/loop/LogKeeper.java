package org.muster.server.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.replica.core.CoreInput;
import org.muster.server.log.EventLog;
import org.muster.server.metrics.ServerMetrics;
import org.muster.storage.disk.DiskException;
import org.muster.storage.log.LogWriter;
import org.muster.storage.log.SegmentPreparer;

/**
 * The log with what surrounds it: slow syncs are reported, the next file is prepared elsewhere, and
 * a failure ends the process. Owned by one thread, which sleeps while the disk syncs.
 */
public final class LogKeeper implements LogQueue {
    private final LogWriter writer;
    private final SegmentPreparer preparer;
    private final Parts parts;
    private final AtomicReference<SegmentPreparer.@Nullable Spare> spare = new AtomicReference<>();
    private volatile boolean preparing;
    private final List<LogOrder> orders = new ArrayList<>();
    private byte[] scratch = new byte[4096];
    private final LogMeter meter;
    private long turnNs;
    private long generation;

    /**
     * What a log needs around it.
     *
     * @param files prepares the next file
     * @param syncWarningMs a sync that takes longer is reported
     * @param forceSync whether there are syncs at all
     * @param history carries out orders; only of a member of an ensemble
     * @param afterSync told after each batch how many bytes and records were appended
     */
    public record Parts(
            Worker files,
            Optional<HistoryKeeper> history,
            int syncWarningMs,
            boolean forceSync,
            Growth afterSync,
            ServerMetrics metrics,
            EventLog log,
            Halt halt) {}

    /** Told how the log grows. */
    public interface Growth {
        /** So many bytes of frames in all, and so many records more. */
        void grown(long appendedBytes, int records);
    }

    /** Owns {@code writer} from now on. */
    public LogKeeper(LogWriter writer, SegmentPreparer preparer, Parts parts) {
        this.writer = writer;
        this.preparer = preparer;
        this.parts = parts;
        this.meter = new LogMeter(parts.metrics());
        prepareSpare();
    }

    @Override
    public void append(long newGeneration, Zxid zxid, Bytes payload) {
        if (meter.isEmpty()) {
            turnNs = System.nanoTime();
        }
        append(newGeneration, zxid, payload, turnNs, turnNs);
    }

    /** Adds a record that waited since monotonic {@code queuedNs} and was taken now. */
    void append(long newGeneration, Zxid zxid, Bytes payload, long queuedNs, long takenNs) {
        generation = newGeneration;
        if (scratch.length < payload.length()) {
            scratch = new byte[Math.max(payload.length(), 2 * scratch.length)];
        }
        payload.copyTo(scratch, 0);
        try {
            takeSpare();
            writer.append(zxid, scratch, 0, payload.length());
        } catch (DiskException failure) {
            failed(failure);
        }
        meter.taken(queuedNs, takenNs);
    }

    @Override
    public void order(LogOrder order) {
        orders.add(order);
    }

    @Override
    public void endTurn(Consumer<CoreInput> answers) {
        flush(answers);
        for (LogOrder order : orders) {
            try {
                answers.accept(parts.history().orElseThrow().carryOut(order, writer));
            } catch (DiskException failure) {
                failed(failure);
            }
        }
        orders.clear();
    }

    private void flush(Consumer<CoreInput> answers) {
        if (meter.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        Zxid durable = Zxid.ZERO;
        try {
            durable = writer.flush(start / 1_000_000);
        } catch (DiskException failure) {
            failed(failure);
        }
        tell(start, System.nanoTime());
        prepareSpare();
        // Without syncs a write counts as kept once it is written.
        Zxid kept = parts.forceSync() ? durable : writer.last();
        parts.history().ifPresent(history -> history.reached(kept));
        answers.accept(new CoreInput.LogSynced(generation, kept));
    }

    @Override
    public void idle() {
        try {
            writer.idle(System.nanoTime() / 1_000_000);
        } catch (DiskException failure) {
            failed(failure);
        }
        prepareSpare();
    }

    @Override
    public void shutDown() {
        try {
            writer.shutdown();
        } catch (DiskException failure) {
            failed(failure);
        }
    }

    private void tell(long startNs, long endNs) {
        int appended = meter.synced(startNs, endNs);
        long tookMs = (endNs - startNs) / 1_000_000;
        if (tookMs > parts.syncWarningMs()) {
            parts.metrics().slowSyncs.increment();
            parts.log()
                    .warn(
                            "fsync-ing the write ahead log took "
                                    + tookMs
                                    + "ms which will adversely effect operation latency");
        }
        parts.afterSync().grown(writer.appendedBytes(), appended);
    }

    private void takeSpare() {
        if (spare.getAcquire() != null && writer.wantsSpare()) {
            SegmentPreparer.Spare prepared = spare.getAndSet(null);
            if (prepared != null) {
                writer.offer(prepared);
            }
        }
    }

    private void prepareSpare() {
        takeSpare();
        if (writer.wantsSpare() && !preparing && spare.getAcquire() == null) {
            preparing = true;
            parts.files().run(this::prepare);
        }
    }

    /** Rests as long as it works: the disk and the processors are the log's first of all. */
    private void prepare() {
        try (SegmentPreparer.Filling filling = preparer.begin()) {
            long begun = System.nanoTime();
            while (!filling.step()) {
                LockSupport.parkNanos(System.nanoTime() - begun);
                begun = System.nanoTime();
            }
            spare.set(filling.spare());
        } catch (DiskException failure) {
            parts.log().warn("the next log file cannot be prepared: " + failure.getMessage());
        }
        preparing = false;
    }

    private void failed(DiskException failure) {
        parts.halt().now(Halt.DISK_FAILED, "the log: " + failure.getMessage(), null);
        throw new IllegalStateException("halted");
    }
}
