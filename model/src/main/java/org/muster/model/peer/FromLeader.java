package org.muster.model.peer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.model.snapshot.SnapshotRecord;

/**
 * What a leader says to a learner.
 *
 * <p>Transactions travel as they were encoded once, by the leader that proposed them: header,
 * record and, if there is one, digest. So do they lie in every log.
 */
public sealed interface FromLeader extends PeerMessage
        permits FromLeader.LeaderInfo,
                FromLeader.Diff,
                FromLeader.Trunc,
                FromLeader.Snap,
                FromLeader.SnapshotPart,
                FromLeader.SnapshotEnd,
                FromLeader.Proposal,
                FromLeader.Commit,
                FromLeader.CommitUpTo,
                FromLeader.CommitAndActivate,
                FromLeader.Inform,
                FromLeader.InformAndActivate,
                FromLeader.NewLeader,
                FromLeader.UpToDate,
                FromLeader.Ping,
                FromLeader.Revalidated,
                FromLeader.Synced,
                FromLeader.TakeOver,
                Beat,
                UnknownMessage {

    /** The epoch that the leader asks the learner to promise; {@code announcement} of a Muster. */
    record LeaderInfo(Epoch epoch, int protocolVersion, @Nullable Announcement announcement)
            implements FromLeader {}

    /** The learner's history is a prefix of the leader's, whose last commit is {@code zxid}. */
    record Diff(Zxid zxid) implements FromLeader {}

    /** The learner must cut off everything after {@code zxid}. */
    record Trunc(Zxid zxid) implements FromLeader {}

    /**
     * The learner must replace its state by the one that follows, which is that of {@code zxid}.
     */
    record Snap(Zxid zxid) implements FromLeader {}

    /** The next records of the state that {@link Snap} announced, in the snapshot's order. */
    record SnapshotPart(List<SnapshotRecord> records) implements FromLeader {}

    /** The state that {@link Snap} announced is complete. */
    record SnapshotEnd() implements FromLeader {}

    /** A transaction to be logged. */
    record Proposal(Zxid zxid, Bytes txn) implements FromLeader {}

    /** The oldest uncommitted proposal, {@code zxid}, is committed. */
    record Commit(Zxid zxid) implements FromLeader {}

    /** All proposals up to {@code zxid} are committed: {@link Feature#COMMIT_WATERMARKS}. */
    record CommitUpTo(Zxid zxid) implements FromLeader {}

    /** As {@link Commit}, of a reconfiguration, after which {@code designated} leads. */
    record CommitAndActivate(Zxid zxid, ServerId designated) implements FromLeader {}

    /** To an observer: a transaction that is committed. */
    record Inform(Zxid zxid, Bytes txn) implements FromLeader {}

    /** As {@link Inform}, of a reconfiguration, after which {@code designated} leads. */
    record InformAndActivate(Zxid zxid, ServerId designated, Bytes txn) implements FromLeader {}

    /**
     * The initial history of {@code epoch} is complete.
     *
     * @param config the text of the leader's newest configuration
     * @param state only if {@link Feature#STATE_DIGESTS} is agreed on
     */
    record NewLeader(Epoch epoch, @Nullable String config, @Nullable StateDigest state)
            implements FromLeader {}

    /** A quorum holds the initial history: clients may be served. */
    record UpToDate() implements FromLeader {}

    /** A sign of life; {@code proposed} is the last zxid that the leader gave. */
    record Ping(Zxid proposed) implements FromLeader {}

    /** The answer to {@link FromLearner.Revalidate}. */
    record Revalidated(SessionId session, boolean valid) implements FromLeader {}

    /** The oldest unanswered sync of the learner is done: all that went before it is committed. */
    record Synced() implements FromLeader {}

    /** The leader retires, and {@code heir} holds all it has: {@link Feature#TAKE_OVER}. */
    record TakeOver(ServerId heir) implements FromLeader {}
}
