package org.muster.sim.host;

import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.storage.disk.DiskException;
import org.muster.storage.history.History;
import org.muster.storage.history.HistoryReader;

/** Transactions read back from the log, each with its commit, on their way to a learner. */
final class HistoryStream implements PeerEnd.Stream {
    private static final int RECORDS_A_STEP = 4;

    private final History history;
    private final Zxid after;
    private final Zxid upTo;
    private @Nullable HistoryReader reader;

    HistoryStream(History history, Zxid after, Zxid upTo) {
        this.history = history;
        this.after = after;
        this.upTo = upTo;
    }

    @Override
    public boolean step(PeerEnd end) {
        try {
            HistoryReader open = reader;
            if (open == null) {
                open = history.reader(after, upTo);
                reader = open;
            }
            for (int i = 0; i < RECORDS_A_STEP; i++) {
                switch (open.next()) {
                    case HistoryReader.Step.Next(Zxid zxid, Bytes txn) -> {
                        end.transmit(new FromLeader.Proposal(zxid, txn));
                        end.transmit(new FromLeader.Commit(zxid));
                    }
                    case HistoryReader.Step.End _ -> {
                        return true;
                    }
                    case HistoryReader.Step.Gone _, HistoryReader.Step.Damaged _ -> {
                        end.breakDown();
                        return true;
                    }
                }
            }
        } catch (DiskException unreadable) {
            end.breakDown();
            return true;
        }
        return false;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
