package org.muster.server.peers;

import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.storage.disk.DiskException;
import org.muster.storage.history.History;
import org.muster.storage.history.HistoryReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.peer.LeaderPackets;

/** Transactions read back from the log, each with its commit, on their way to a learner. */
public final class HistoryStream implements OutgoingStream {
    private final History history;
    private final Zxid after;
    private final Zxid upTo;
    private @Nullable HistoryReader reader;

    /** Those behind {@code after} up to {@code upTo}. */
    public HistoryStream(History history, Zxid after, Zxid upTo) {
        this.history = history;
        this.after = after;
        this.upTo = upTo;
    }

    @Override
    public boolean step(ByteWriter out, int budgetBytes) throws StreamException {
        try {
            return read(out, budgetBytes);
        } catch (DiskException failure) {
            throw new StreamException("its history cannot be read: " + failure.getMessage());
        }
    }

    private boolean read(ByteWriter out, int budgetBytes) throws StreamException, DiskException {
        HistoryReader open = reader;
        if (open == null) {
            open = history.reader(after, upTo);
            reader = open;
        }
        int end = out.length() + budgetBytes;
        while (out.length() < end) {
            switch (open.next()) {
                case HistoryReader.Step.Next(Zxid zxid, Bytes txn) -> {
                    LeaderPackets.write(out, new FromLeader.Proposal(zxid, txn));
                    LeaderPackets.write(out, new FromLeader.Commit(zxid));
                }
                case HistoryReader.Step.End _ -> {
                    return true;
                }
                case HistoryReader.Step.Gone(String why) ->
                        throw new StreamException("its history is gone from the log: " + why);
                case HistoryReader.Step.Damaged(String why) ->
                        throw new StreamException("its history cannot be read: " + why);
            }
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
