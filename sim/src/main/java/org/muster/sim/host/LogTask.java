package org.muster.sim.host;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.replica.core.CoreInput;
import org.muster.sim.world.Rng;
import org.muster.storage.disk.DiskException;
import org.muster.storage.log.LogWriter;
import org.muster.storage.log.SegmentPreparer;

/** The thread of the log: takes everything that waits, writes it, syncs once, tells the core. */
final class LogTask {
    private final Machine machine;
    private final SimProcess process;
    private final LogWriter writer;
    private final SegmentPreparer preparer;
    private final SnapshotTask snapshots;
    private final Rng rng;
    private final Deque<LogOrder> waiting = new ArrayDeque<>();
    private @Nullable CoreTask core;
    private @Nullable MemberDisk disk;
    private boolean busy;
    private boolean preparing;
    private boolean failed;
    private long countedBytes;

    LogTask(
            Machine machine,
            SimProcess process,
            LogWriter writer,
            SegmentPreparer preparer,
            SnapshotTask snapshots) {
        this.machine = machine;
        this.snapshots = snapshots;
        this.process = process;
        this.writer = writer;
        this.preparer = preparer;
        this.rng = machine.rng().stream("log");
    }

    void start(CoreTask coreTask) {
        core = coreTask;
        prepareIfWelcome();
    }

    LogWriter writer() {
        return writer;
    }

    /** Who carries out what a member orders beyond appending. */
    void serve(MemberDisk memberDisk) {
        disk = memberDisk;
    }

    void append(long generation, Zxid zxid, Bytes payload) {
        order(new LogOrder.Append(generation, zxid, payload));
    }

    void order(LogOrder order) {
        waiting.add(order);
        schedule();
    }

    private void schedule() {
        if (!busy && !failed && !waiting.isEmpty()) {
            busy = true;
            process.later(machine.shape().turnDelayNs(rng), this::gather);
        }
    }

    private void gather() {
        long generation = 0;
        int taken = 0;
        try {
            while (waiting.peek() instanceof LogOrder.Append record) {
                waiting.remove();
                generation = record.generation();
                byte[] payload = record.payload().toArray();
                writer.append(record.zxid(), payload, 0, payload.length);
                taken++;
            }
        } catch (DiskException broken) {
            fail(broken);
            return;
        }
        machine.world().coverage().sometimes("group commit of several", taken > 1);
        long of = generation;
        int records = taken;
        if (records == 0) {
            process.later(machine.shape().syncDelayNs(rng), this::carryOut);
            return;
        }
        long delay = machine.shape().writeDelayNs(rng) + machine.shape().syncDelayNs(rng);
        process.later(delay, () -> flush(of, records));
    }

    private void flush(long generation, int records) {
        try {
            Zxid durable = writer.flush(machine.clock().now().monotonicMs());
            machine.note("flushed", durable.value());
            boolean synced = machine.shape().forceSync();
            Zxid safe = synced ? durable : writer.last();
            tell(new CoreInput.LogSynced(generation, safe));
            machine.world().coverage().sometimes("log not synced, as told", !synced);
            machine.judge().flushed(safe);
            if (core != null) {
                snapshots.logged(records, writer.appendedBytes() - countedBytes, core);
                countedBytes = writer.appendedBytes();
            }
        } catch (DiskException broken) {
            fail(broken);
            return;
        }
        goOn();
    }

    private void carryOut() {
        MemberDisk mine = disk;
        LogOrder order = waiting.remove();
        if (mine == null) {
            throw new IllegalStateException("nobody carries out " + order);
        }
        try {
            tell(mine.carryOut(order, writer));
        } catch (DiskException broken) {
            fail(broken);
            return;
        }
        goOn();
    }

    private void goOn() {
        busy = false;
        prepareIfWelcome();
        schedule();
    }

    private void fail(DiskException broken) {
        failed = true;
        machine.world().coverage().reached("log failed: " + broken.kind());
        machine.note("log fails", String.valueOf(broken.getMessage()));
        tell(new CoreInput.DiskFailed(String.valueOf(broken.getMessage())));
    }

    private void tell(CoreInput input) {
        if (core != null) {
            core.input(input);
        }
    }

    private void prepareIfWelcome() {
        if (preparing || failed || !writer.wantsSpare()) {
            return;
        }
        preparing = true;
        process.later(machine.shape().writeDelayNs(rng), this::prepare);
    }

    private void prepare() {
        preparing = false;
        try {
            SegmentPreparer.Spare spare = preparer.prepare();
            if (writer.wantsSpare()) {
                writer.offer(spare);
            }
        } catch (DiskException full) {
            machine.world().coverage().reached("next segment failed: " + full.kind());
            process.later(100_000_000L, this::prepareIfWelcome);
        }
    }
}
