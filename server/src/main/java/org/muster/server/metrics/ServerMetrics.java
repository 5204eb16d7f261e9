package org.muster.server.metrics;

import java.util.concurrent.atomic.LongAdder;
import org.muster.server.data.OpenedData;
import org.muster.storage.recovery.Recovered;

/** What the threads behind the fronts measure; thread-safe. All times in ms. */
public final class ServerMetrics {
    /** The core, deciding what comes of writes, syncs and handshakes. */
    public final Stage deciding = new Stage();

    /** The log, making transactions safe. */
    public final Stage logging = new Stage();

    /** From when a transaction is given to the log until it is safe. */
    public final Summary queueAndSyncTime = new Summary();

    /** Each sync of the log. */
    public final Summary syncTime = new Summary();

    /** Transactions in each sync. */
    public final Summary batchSize = new Summary();

    /** Each snapshot. */
    public final Summary snapshotTime = new Summary();

    /** Recovery as a whole. */
    public final Summary recoveryTime = new Summary();

    /** Its part that reads a snapshot. */
    public final Summary snapshotLoadTime = new Summary();

    /** Its part that replays the log behind that. */
    public final Summary replayTime = new Summary();

    /** Transactions replayed by recovery. */
    public final Summary recoveredTransactions = new Summary();

    /** How late the pause monitor's thread ran, each time. */
    public final Summary pauseTime = new Summary();

    /** Writes refused because nobody looked at them in time. */
    public final LongAdder throttledWrites = new LongAdder();

    /** Writes dropped because their connection or session was gone. */
    public final LongAdder staleWrites = new LongAdder();

    /** Sessions ended by silence. */
    public final LongAdder expiredSessions = new LongAdder();

    /** Syncs above the warning threshold. */
    public final LongAdder slowSyncs = new LongAdder();

    /** How often the state was found to differ from another's. */
    public final LongAdder digestMismatches = new LongAdder();

    /** How often a member went looking for a leader. */
    public final LongAdder looking = new LongAdder();

    /** How long each time without a leader lasted. */
    public final Summary leaderlessTime = new Summary();

    /** The same, on a member that then led. */
    public final Summary leaderlessTimeOfLeader = new Summary();

    /** Of a leader. */
    public final Office office = new Office();

    /** Of a learner. */
    public final Learning learning = new Learning();

    /** With nothing measured. */
    public ServerMetrics() {}

    /** The server has recovered its data. */
    public void recovered(Recovered.Loaded loaded, OpenedData.Times times) {
        recoveryTime.add(times.wholeMs());
        snapshotLoadTime.add(times.snapshotMs());
        if (!loaded.isNothing()) {
            replayTime.add(times.replayMs());
            recoveredTransactions.add(loaded.records());
        }
    }

    /** Forgets everything ({@code srst}). */
    public void reset() {
        deciding.reset();
        logging.reset();
        queueAndSyncTime.reset();
        syncTime.reset();
        batchSize.reset();
        snapshotTime.reset();
        recoveryTime.reset();
        snapshotLoadTime.reset();
        replayTime.reset();
        recoveredTransactions.reset();
        pauseTime.reset();
        throttledWrites.reset();
        staleWrites.reset();
        expiredSessions.reset();
        slowSyncs.reset();
        digestMismatches.reset();
        looking.reset();
        leaderlessTime.reset();
        leaderlessTimeOfLeader.reset();
        office.reset();
        learning.reset();
    }
}
