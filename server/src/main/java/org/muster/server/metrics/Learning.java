package org.muster.server.metrics;

import java.util.concurrent.atomic.LongAdder;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;

/** What a learner hears of its leader once it is up to date. One thread tells, all may read. */
public final class Learning {
    /** Where the leader's wall clock stands in the header of a transaction. */
    private static final int TIME_OFFSET = 8 + 4 + 8;

    /** Proposals, or what an observer gets in their place. */
    public final LongAdder proposals = new LongAdder();

    /** Transactions of which it was told that they are committed. */
    public final LongAdder commits = new LongAdder();

    /** From when the leader made a transaction until it came here, by two wall clocks, in ms. */
    public final Summary proposalTime = new Summary();

    private boolean upToDate;
    private Zxid committed = Zxid.ZERO;

    /** With nothing heard. */
    public Learning() {}

    /** The leader said something, at this wall time. */
    public void heard(FromLeader message, long wallMs) {
        switch (message) {
            case FromLeader.LeaderInfo _ -> upToDate = false;
            case FromLeader.UpToDate _ -> {
                upToDate = true;
                committed = Zxid.ZERO;
            }
            case FromLeader.Proposal(Zxid zxid, Bytes txn) -> proposed(zxid, txn, wallMs);
            case FromLeader.Commit(Zxid zxid) -> committed(zxid);
            case FromLeader.CommitUpTo(Zxid zxid) -> committed(zxid);
            case FromLeader.Inform(Zxid zxid, Bytes txn) -> {
                proposed(zxid, txn, wallMs);
                committed(zxid);
            }
            default -> {}
        }
    }

    private void proposed(Zxid zxid, Bytes txn, long wallMs) {
        if (!upToDate) {
            return;
        }
        proposals.increment();
        if (committed.equals(Zxid.ZERO)) {
            committed = new Zxid(zxid.value() - 1);
        }
        if (txn.length() >= TIME_OFFSET + Long.BYTES) {
            proposalTime.add(wallMs - timeOf(txn));
        }
    }

    private void committed(Zxid zxid) {
        if (upToDate && !committed.equals(Zxid.ZERO) && zxid.compareTo(committed) > 0) {
            commits.add(zxid.value() - committed.value());
            committed = zxid;
        }
    }

    private static long timeOf(Bytes txn) {
        long time = 0;
        for (int i = TIME_OFFSET; i < TIME_OFFSET + Long.BYTES; i++) {
            time = time << 8 | (txn.at(i) & 0xff);
        }
        return time;
    }

    /** Forgets what was counted. */
    void reset() {
        proposals.reset();
        commits.reset();
        proposalTime.reset();
    }
}
