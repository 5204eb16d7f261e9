package org.muster.server.metrics;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;
import org.muster.model.Epoch;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;

/** What a leader's operators ask about its time in office. Written by one thread, read by all. */
public final class Office {
    private static final Sizes NONE = new Sizes(-1, -1, -1);

    /** From when a proposal is sent until a majority has it, in ms. */
    public final Summary quorumAckTime = new Summary();

    /** Learners that were brought up to date from the log. */
    public final LongAdder diffs = new LongAdder();

    /** Learners that were sent a whole state. */
    public final LongAdder states = new LongAdder();

    private volatile Sizes proposals = NONE;
    private volatile long sinceNs;
    private Epoch epoch = Epoch.NONE;
    private Zxid newest = Zxid.ZERO;
    private final ArrayDeque<Sent> uncommitted = new ArrayDeque<>();

    /** Before any. */
    public Office() {}

    /** Sizes of proposals in bytes, -1 before the first. */
    public record Sizes(long last, long min, long max) {}

    private record Sent(Zxid zxid, long ns) {}

    /** The leader says something to one of its learners, at the monotonic time. */
    public void says(FromLeader message, long nowNs) {
        switch (message) {
            case FromLeader.NewLeader office -> leads(office.epoch(), nowNs);
            case FromLeader.Proposal(Zxid zxid, var txn) -> {
                if (zxid.compareTo(newest) > 0) {
                    newest = zxid;
                    uncommitted.add(new Sent(zxid, nowNs));
                    proposed(txn.length());
                }
            }
            case FromLeader.Commit(Zxid zxid) -> committed(zxid, nowNs);
            case FromLeader.CommitUpTo(Zxid zxid) -> committed(zxid, nowNs);
            case FromLeader.Diff _, FromLeader.Trunc _ -> diffs.increment();
            case FromLeader.Snap _ -> states.increment();
            default -> {}
        }
    }

    /** What is told to the first learner is true for all. */
    private void committed(Zxid zxid, long nowNs) {
        for (Sent sent = uncommitted.peek();
                sent != null && sent.zxid().compareTo(zxid) <= 0;
                sent = uncommitted.peek()) {
            uncommitted.remove();
            quorumAckTime.add((nowNs - sent.ns()) / 1_000_000);
        }
    }

    /** The member leads, or is about to lead, {@code current} at the monotonic time. */
    private void leads(Epoch current, long nowNs) {
        if (!current.equals(epoch)) {
            epoch = current;
            sinceNs = nowNs;
            proposals = NONE;
            uncommitted.clear();
        }
    }

    private void proposed(int bytes) {
        Sizes before = proposals;
        if (before.last() != bytes) {
            long min = before.min() < 0 ? bytes : Math.min(before.min(), bytes);
            proposals = new Sizes(bytes, min, Math.max(before.max(), bytes));
        }
    }

    /** Forgets what was counted. */
    void reset() {
        proposals = NONE;
        quorumAckTime.reset();
        diffs.reset();
        states.reset();
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
