package org.muster.zab.broadcast;

import java.util.Arrays;
import org.muster.model.Invariant;
import org.muster.model.Zxid;
import org.muster.zab.history.History;
import org.muster.zab.quorum.Majority;

/**
 * The broadcast phase seen by the leader: proposals get consecutive zxids, voters acknowledge
 * watermarks, and what a quorum has acknowledged is committed in order.
 *
 * <p>The leader is voter 0. Its own acknowledgement is born only in {@link #synced}, that is, when
 * its disk vouches for it; proposing alone acknowledges nothing. A single voter is its own quorum.
 *
 * <p>A completion of the log belongs to a generation, which rises whenever the log is cut or
 * replaced or the member changes its role; one of an older generation speaks of a log that is no
 * more and is ignored.
 */
public final class Leading {
    private static final int SELF = 0;

    private final Majority quorum;
    private final History history;
    private final long generation;
    private final long[] acked;

    /**
     * Leads from the end of {@code history} on, all of which a quorum holds; {@code generation} is
     * that of the log.
     */
    public Leading(Majority quorum, History history, long generation) {
        this.quorum = quorum;
        this.history = history;
        this.generation = generation;
        this.acked = new long[quorum.voters()];
        Arrays.fill(acked, history.committed().value());
    }

    /** The generation that completions must name. */
    public long generation() {
        return generation;
    }

    /** The watermarks; only to be read. */
    public History history() {
        return history;
    }

    /**
     * The zxid that the next proposal gets.
     *
     * <p>With the counter of its epoch used up, a single voter goes on in the next epoch; in an
     * ensemble a new election must come first.
     */
    public Zxid nextZxid() {
        Zxid last = history.proposed();
        if (last.counter() == -1 && acked.length == 1) {
            return Zxid.of(last.epoch() + 1, 1);
        }
        return last.next();
    }

    /** Proposes the transaction {@code zxid}, which must be {@link #nextZxid}. */
    public void propose(Zxid zxid) {
        history.propose(zxid);
    }

    /**
     * The leader's own disk holds everything up to {@code upTo}: its acknowledgement.
     *
     * @return everything up to here is committed now
     */
    public Zxid synced(long ofGeneration, Zxid upTo) {
        if (ofGeneration != generation) {
            return history.committed();
        }
        history.sync(upTo);
        return ack(SELF, upTo);
    }

    /**
     * Voter {@code voter}, not the leader itself, holds everything up to {@code upTo} on its disk.
     *
     * @return everything up to here is committed now
     */
    public Zxid acknowledged(int voter, Zxid upTo) {
        Invariant.require(voter != SELF, "the leader's own acknowledgement comes from its disk");
        return ack(voter, upTo);
    }

    private Zxid ack(int voter, Zxid upTo) {
        Invariant.require(
                upTo.compareTo(history.proposed()) <= 0, "only what was proposed is acknowledged");
        if (upTo.value() > acked[voter]) {
            acked[voter] = upTo.value();
            long reached = quorum.reachedByQuorum(acked);
            if (reached > history.committed().value()) {
                history.commit(new Zxid(reached));
            }
        }
        return history.committed();
    }
}
