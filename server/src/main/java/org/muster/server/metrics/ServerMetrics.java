package org.muster.server.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What the threads behind the fronts measure; thread-safe. All times in ms. */
public final class ServerMetrics {
    /** Each sync of the log. */
    public final Summary syncTime = new Summary();

    /** Transactions in each sync. */
    public final Summary batchSize = new Summary();

    /** Each snapshot. */
    public final Summary snapshotTime = new Summary();

    /** Recovery as a whole. */
    public final Summary recoveryTime = new Summary();

    /** Transactions replayed by recovery. */
    public final Summary recoveredTransactions = new Summary();

    /** How late the pause monitor's thread ran, each time. */
    public final Summary pauseTime = new Summary();

    /** Transactions given to the log. */
    public final LongAdder logged = new LongAdder();

    /** Writes refused because nobody looked at them in time. */
    public final LongAdder throttledWrites = new LongAdder();

    /** Writes dropped because their connection or session was gone. */
    public final LongAdder staleWrites = new LongAdder();

    /** Sessions ended by silence. */
    public final LongAdder expiredSessions = new LongAdder();

    /** Syncs above the warning threshold. */
    public final LongAdder slowSyncs = new LongAdder();

    /** Of a leader. */
    public final Office office = new Office();

    /** With nothing measured. */
    public ServerMetrics() {}

    /** Forgets everything ({@code srst}). */
    public void reset() {
        syncTime.reset();
        batchSize.reset();
        snapshotTime.reset();
        recoveryTime.reset();
        recoveredTransactions.reset();
        pauseTime.reset();
        logged.reset();
        throttledWrites.reset();
        staleWrites.reset();
        expiredSessions.reset();
        slowSyncs.reset();
        office.reset();
    }
}
