package org.muster.server.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.model.txn.LoggedTxn;
import org.muster.state.State;
import org.muster.state.StateBuilder;
import org.muster.state.apply.Applier;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.txn.TxnReader;

/**
 * Builds a leader's state from its records as they come, on a worker. One that another overtakes,
 * or that is not whole, is dropped.
 */
public final class SnapshotIntake {
    private final Worker worker;
    private final Outcome outcome;

    // The worker's.
    private StateBuilder builder = new StateBuilder();
    private final List<Bytes> more = new ArrayList<>();
    private Zxid zxid = Zxid.ZERO;
    private long generation;

    /** Told what becomes of a state, on the worker. */
    public interface Outcome {
        /** Some records have been taken in. */
        void taken();

        /** The state is built and is to replace what is on the disk. */
        void built(LogOrder.Install install);

        /** What came for {@code generation} is no state. */
        void broken(long generation, String reason);
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
            more.clear();
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

    /** A transaction follows, which the state is to hold too. */
    public void extend(Bytes txn) {
        worker.run(() -> more.add(txn));
    }

    /** It is complete. */
    public void finish() {
        worker.run(() -> {
            StateBuilder.Built built = builder.build(zxid);
            builder = new StateBuilder();
            switch (built) {
                case StateBuilder.Built.Whole(State state, int _) -> extended(state);
                case StateBuilder.Built.Broken(String reason) -> outcome.broken(generation, reason);
            }
            more.clear();
        });
    }

    private void extended(State state) {
        Applier applier = new Applier();
        State whole = state;
        try {
            for (Bytes txn : more) {
                byte[] payload = txn.toArray();
                LoggedTxn logged = TxnReader.read(payload, 0, payload.length).txn();
                whole = applier.apply(whole, logged).state();
            }
            outcome.built(new LogOrder.Install(generation, whole));
        } catch (MalformedException undecodable) {
            outcome.broken(generation, "a transaction behind it cannot be decoded: " + undecodable);
        }
    }
}
