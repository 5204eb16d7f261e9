package org.muster.bench.load;

/** What a load achieved: requests answered, how long it took, how long each took. */
public final class LoadResult {
    private final long answered;
    private final long elapsedNs;
    private final LatencyHistogram reads;
    private final LatencyHistogram writes;

    /** Takes over the counts; the histograms are read before the loop counts again. */
    LoadResult(long answered, long elapsedNs, LatencyHistogram[] byKind) {
        this.answered = answered;
        this.elapsedNs = elapsedNs;
        this.reads = byKind[Requests.READ];
        this.writes = byKind[Requests.WRITE];
    }

    /** How many requests were answered. */
    public long answered() {
        return answered;
    }

    /** Requests answered in a second. */
    public double perSecond() {
        return answered * 1e9 / elapsedNs;
    }

    /** How long it ran, in nanoseconds. */
    public long elapsedNs() {
        return elapsedNs;
    }

    /** Latencies of reads; valid until the loop counts again. */
    public LatencyHistogram reads() {
        return reads;
    }

    /** Latencies of writes; valid until the loop counts again. */
    public LatencyHistogram writes() {
        return writes;
    }
}
