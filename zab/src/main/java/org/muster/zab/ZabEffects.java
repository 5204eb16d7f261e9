package org.muster.zab;

import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.Notification;
import org.muster.model.snapshot.SnapshotRecord;

/**
 * What a member's consensus asks of the replica around it and of its shell; a port. Calls come in
 * the order they are to be carried out.
 */
public interface ZabEffects {

    // Election connections.

    /** Sends {@code notification} to {@code to}; an older one not sent yet may be dropped. */
    void notify(ServerId to, Notification notification);

    // Quorum connections.

    /** Dials the quorum port of {@code leader}. */
    void connect(ServerId leader);

    /** Closes a link; whatever it still brings is dropped. */
    void disconnect(long link);

    /** Sends to a learner. */
    void tellLearner(long link, FromLeader message);

    /** Sends to the leader. */
    void tellLeader(long link, FromLearner message);

    /** Asks where {@code last} lies in the log on disk. */
    void lookUp(long link, Zxid last);

    /**
     * Sends the transactions after {@code after} up to {@code upTo}, both in the log on disk, as
     * proposals, each with its commit, before anything sent on the link from now on; closes the
     * link if they cannot be read.
     */
    void sendHistory(long link, Zxid after, Zxid upTo);

    /**
     * Sends the state after the last delivered transaction, under the name {@code label}, before
     * anything sent on the link from now on.
     */
    void sendSnapshot(long link, Zxid label);

    // The disk.

    /** Appends to the log; answered by {@link ZabInput.LogSynced}, one for many. */
    void append(long generation, Zxid zxid, Bytes txn);

    /**
     * Makes a member's promises durable, and its standing with them, in order with what is appended
     * before and after; answered by {@link ZabInput.EpochsKept}.
     */
    void keepEpochs(long token, Epoch accepted, Epoch current, ZabStart.Standing standing);

    /**
     * Cuts everything behind {@code to} from the log, and the state if it is ahead of that;
     * answered by {@link ZabInput.HistoryReplaced} or {@link ZabInput.TruncateFailed}.
     */
    void truncate(long generation, Zxid to);

    /** A snapshot of {@code zxid} is coming. */
    void beginSnapshot(long generation, Zxid zxid);

    /** More of it. */
    void addToSnapshot(List<SnapshotRecord> records);

    /** The state is to hold transaction {@code zxid} too, behind all records and those before. */
    void extendSnapshot(Zxid zxid, Bytes txn);

    /**
     * It is complete and replaces state and log; answered by {@link ZabInput.HistoryReplaced} or
     * {@link ZabInput.SnapshotBroken}. One that was begun and not finished when another begins, or
     * when the phase changes, is dropped.
     */
    void finishSnapshot();

    // The replica.

    /** {@code zxid} is committed, after all before it; {@code txn} is what was proposed. */
    void deliver(Zxid zxid, Bytes txn);

    /** From now on the member is in {@code phase}. */
    void enter(ZabPhase phase);

    /** A learner that is synchronised has said something that is not consensus's matter. */
    void fromLearner(long link, ServerId learner, FromLearner message);

    /** The leader has, while the member is served by it. */
    void fromLeader(FromLeader message);

    /** A learner that was synchronised is gone. */
    void learnerGone(long link, ServerId learner);

    /** A quorum followed this leader at some time after {@code token} was given. */
    void confirmed(long token);

    /** The process must end: what it was asked to do cannot be done safely. */
    void halt(String reason);
}
