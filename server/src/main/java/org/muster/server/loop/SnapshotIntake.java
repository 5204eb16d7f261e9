package org.muster.server.loop;

import java.util.List;
import java.util.function.Consumer;
import org.muster.model.Zxid;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.state.State;
import org.muster.state.StateBuilder;

/**
 * Builds a leader's state from its records as they come, on a worker. One that another overtakes,
 * or that is not whole, is dropped.
 */
public final class SnapshotIntake {
    private final Worker worker;
    private final Outcome outcome;

    // The worker's.
    private StateBuilder builder = new StateBuilder();
    private Zxid zxid = Zxid.ZERO;
    private long generation;

    /** Told what becomes of a state, on the worker. */
    public interface Outcome {
        /** Some records have been taken in. */
        void taken();

        /** The state is built and is to replace what is on the disk. */
        void built(LogOrder.Install install);

        /** What came is no state. */
        void broken(String reason);
    }

    /** Builds on {@code worker}. */
    public SnapshotIntake(Worker worker, Outcome outcome) {
        this.worker = worker;
        this.outcome = outcome;
    }

    /** A state of {@code last} begins; the one before is dropped. */
    public void begin(long newGeneration, Zxid last) {
        worker.run(() -> {
            builder = new StateBuilder();
            zxid = last;
            generation = newGeneration;
        });
    }

    /** More of it. */
    public void add(List<SnapshotRecord> records) {
        worker.run(() -> {
            Consumer<SnapshotRecord> sink = builder::add;
            records.forEach(sink);
            outcome.taken();
        });
    }

    /** It is complete. */
    public void finish() {
        worker.run(() -> {
            StateBuilder.Built built = builder.build(zxid);
            builder = new StateBuilder();
            switch (built) {
                case StateBuilder.Built.Whole(State state, int _) ->
                        outcome.built(new LogOrder.Install(generation, state));
                case StateBuilder.Built.Broken(String reason) -> outcome.broken(reason);
            }
        });
    }
}
