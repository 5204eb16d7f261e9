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
    private record Entry(long generation, Zxid zxid, Bytes payload) {}

    private static final double TRIAL_CHANCE = 0.02;

    private final Machine machine;
    private final SimProcess process;
    private final LogWriter writer;
    private final SegmentPreparer preparer;
    private final SnapshotTask snapshots;
    private final Rng rng;
    private final Rng trials;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private @Nullable CoreTask core;
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
        this.rng = machine.world().rng().stream("log");
        this.trials = machine.world().rng().stream("trials", machine.starts());
    }

    void start(CoreTask coreTask) {
        core = coreTask;
        prepareIfWelcome();
    }

    LogWriter writer() {
        return writer;
    }

    void append(long generation, Zxid zxid, Bytes payload) {
        waiting.add(new Entry(generation, zxid, payload));
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
            while (!waiting.isEmpty()) {
                Entry record = waiting.remove();
                generation = record.generation;
                byte[] payload = record.payload.toArray();
                writer.append(record.zxid, payload, 0, payload.length);
                taken++;
            }
        } catch (DiskException broken) {
            fail(broken);
            return;
        }
        machine.world().coverage().sometimes("group commit of several", taken > 1);
        long of = generation;
        int records = taken;
        long delay = machine.shape().writeDelayNs(rng) + machine.shape().syncDelayNs(rng);
        process.later(delay, () -> flush(of, records));
    }

    private void flush(long generation, int records) {
        try {
            Zxid durable = writer.flush(machine.clock().now().monotonicMs());
            machine.world().note("flushed", durable.value());
            boolean synced = machine.shape().forceSync();
            tell(new CoreInput.LogSynced(generation, synced ? durable : writer.last()));
            machine.world().coverage().sometimes("log not synced, as told", !synced);
            if (trials.chance(TRIAL_CHANCE)) {
                machine.world().coverage().reached("crash tried on a copy");
                CrashTrial.run(machine.volumes(), synced, machine.oracle());
            }
            if (core != null) {
                snapshots.logged(records, writer.appendedBytes() - countedBytes, core);
                countedBytes = writer.appendedBytes();
            }
        } catch (DiskException broken) {
            fail(broken);
            return;
        }
        busy = false;
        prepareIfWelcome();
        schedule();
    }

    private void fail(DiskException broken) {
        failed = true;
        machine.world().coverage().reached("log failed: " + broken.kind());
        machine.world().note("log fails", String.valueOf(broken.getMessage()));
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
