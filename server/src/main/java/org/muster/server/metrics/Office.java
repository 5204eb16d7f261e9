package org.muster.server.metrics;

import org.muster.model.Epoch;

/** What a leader's operators ask about its time in office. Written by one thread, read by all. */
public final class Office {
    private static final Sizes NONE = new Sizes(-1, -1, -1);

    private volatile Sizes proposals = NONE;
    private volatile long sinceNs;
    private Epoch epoch = Epoch.NONE;

    /** Before any. */
    public Office() {}

    /** Sizes of proposals in bytes, -1 before the first. */
    public record Sizes(long last, long min, long max) {}

    /** The member leads, or is about to lead, {@code current} at the monotonic time. */
    public void leads(Epoch current, long nowNs) {
        if (!current.equals(epoch)) {
            epoch = current;
            sinceNs = nowNs;
            proposals = NONE;
        }
    }

    /** A proposal of so many bytes went out; told once for each learner. */
    public void proposed(int bytes) {
        Sizes before = proposals;
        if (before.last() != bytes) {
            long min = before.min() < 0 ? bytes : Math.min(before.min(), bytes);
            proposals = new Sizes(bytes, min, Math.max(before.max(), bytes));
        }
    }

    /** Forgets the sizes. */
    void reset() {
        proposals = NONE;
    }

    /** The sizes of this office's proposals. */
    public Sizes proposals() {
        return proposals;
    }

    /** How long the office has lasted, if there is one. */
    public long ageMs(long nowNs) {
        return (nowNs - sinceNs) / 1_000_000;
    }
}
