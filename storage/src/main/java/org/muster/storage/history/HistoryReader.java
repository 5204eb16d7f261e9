package org.muster.storage.history;

import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.storage.disk.DiskException;
import org.muster.storage.log.Frame;
import org.muster.storage.log.LogWalk;

/**
 * Transactions from the log on disk, one by one and in order, each verified. Used by one thread;
 * holds one open file and one record in memory.
 */
public final class HistoryReader implements AutoCloseable {
    private final LogWalk walk;
    private final Zxid after;
    private final Zxid upTo;
    private Zxid last;
    private boolean beginningSeen;
    private @Nullable Step end;

    /** What comes next. */
    public sealed interface Step {

        /** A transaction; {@code payload} is header, body and digest as they were logged. */
        record Next(Zxid zxid, Bytes payload) implements Step {}

        /** All has been read. */
        record End() implements Step {}

        /** The files were purged meanwhile: send a snapshot instead. */
        record Gone(String reason) implements Step {}

        /** What is there is not the history: this member's disk must be looked at. */
        record Damaged(String reason) implements Step {}
    }

    HistoryReader(LogWalk walk, Zxid after, Zxid upTo) {
        this.walk = walk;
        this.after = after;
        this.upTo = upTo;
        this.last = after;
    }

    /** The next step; the last one for ever once it is no transaction. */
    public Step next() throws DiskException {
        Step ended = end;
        if (ended != null) {
            return ended;
        }
        Step step;
        try {
            step = read();
        } catch (DiskException e) {
            if (e.kind() != DiskException.Kind.MISSING) {
                throw e;
            }
            step = new Step.Gone(String.valueOf(e.getMessage()));
        }
        if (!(step instanceof Step.Next)) {
            end = step;
            close();
        }
        return step;
    }

    private Step read() throws DiskException {
        if (last.compareTo(upTo) >= 0) {
            return new Step.End();
        }
        Frame.Good good = walk.next();
        while (good != null && (isBeforeTheStart(good) || LogWalk.isRepeat(last, good))) {
            beginningSeen = true;
            good = walk.next();
        }
        if (good == null) {
            return beginningSeen
                    ? new Step.Damaged(
                            "the log ends at " + last + ", before " + upTo + History.oddEnd(walk))
                    : new Step.Gone("no log reaches back to " + after);
        }
        if (!LogWalk.isProvenBehind(last, good)) {
            String text = "the log goes on from " + last + " to " + good.zxid();
            return beginningSeen ? new Step.Damaged(text) : new Step.Gone(text);
        }
        beginningSeen = true;
        last = good.zxid();
        return new Step.Next(last, Bytes.owning(walk.payload(good)));
    }

    private boolean isBeforeTheStart(Frame.Good good) {
        return last.equals(after) && good.zxid().compareTo(after) <= 0;
    }

    @Override
    public void close() {
        walk.close();
    }
}
