package org.muster.server.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What is measured of a stage that takes requests in batches; thread-safe. Times in ms. */
public final class Stage {
    /** Requests put before it. */
    public final LongAdder queued = new LongAdder();

    /** For each request, how many still waited behind it in its batch when it was taken. */
    public final Summary queueSize = new Summary();

    /** How long each request waited to be taken. */
    public final Summary queueTime = new Summary();

    /** Each request's share of the time that its batch took. */
    public final Summary processTime = new Summary();

    /** With nothing measured. */
    public Stage() {}

    /** A batch of {@code requests} was taken after it had waited so long. */
    public void taken(int requests, long waitedMs) {
        queued.add(requests);
        queueSize.addCountdown(requests - 1);
        queueTime.add(waitedMs, requests);
    }

    /** A batch of {@code requests} took so long; rounding is told of the last one. */
    public void done(int requests, long tookMs) {
        long share = tookMs / requests;
        processTime.add(share, requests - 1);
        processTime.add(tookMs - share * (requests - 1));
    }

    /** Forgets everything. */
    void reset() {
        queued.reset();
        queueSize.reset();
        queueTime.reset();
        processTime.reset();
    }
}
