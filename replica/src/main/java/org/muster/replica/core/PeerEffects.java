package org.muster.replica.core;

import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.Notification;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.state.State;
import org.muster.zab.ZabStart;

/**
 * What a core asks of its shell for the sake of the other members; a port. A {@code link} is the
 * shell's number for one quorum connection, never used twice in the life of the process. What is
 * sent on a link leaves in the order of the calls, histories and snapshots included.
 */
public interface PeerEffects {

    /** Sends {@code notification} to {@code to}; an older one not sent yet may be dropped. */
    void notify(ServerId to, Notification notification);

    /** Dials the quorum port of {@code leader}: Connected or ConnectFailed follows. */
    void connect(ServerId leader);

    /** Closes a link; what it still brings is dropped, and Closed is not told. */
    void disconnect(long link);

    /** Sends to a learner. */
    void send(long link, FromLeader message);

    /** Sends to the leader. */
    void send(long link, FromLearner message);

    /** Asks where {@code last} lies in the log on disk: LookedUp follows. */
    void lookUp(long link, Zxid last);

    /**
     * Sends the transactions after {@code after} up to {@code upTo}, read from the log on disk,
     * each as a proposal with its commit behind it; closes the link if they cannot be read.
     */
    void sendHistory(long link, Zxid after, Zxid upTo);

    /** Sends {@code state} as a snapshot under the name {@code label}. */
    void sendSnapshot(long link, Zxid label, State state);

    /** Makes both epochs and the standing durable: EpochsKept follows. */
    void keepEpochs(long token, Epoch accepted, Epoch current, ZabStart.Standing standing);

    /**
     * Cuts everything behind {@code to} from the log; {@link CoreInput.HistoryReplaced} follows.
     *
     * @param applied where the core's state is: if the log then ends before that, the input must
     *     bring a state
     */
    void truncate(long generation, Zxid to, Zxid applied);

    /** A snapshot of {@code zxid} is coming; one that was begun and not finished is dropped. */
    void beginSnapshot(long generation, Zxid zxid);

    /** More of it. */
    void addToSnapshot(List<SnapshotRecord> records);

    /** The state is to hold transaction {@code zxid} too, behind all records and those before. */
    void extendSnapshot(Zxid zxid, Bytes txn);

    /**
     * It is complete and replaces state and log: {@link CoreInput.HistoryReplaced} follows, with
     * the state, or SnapshotBroken.
     */
    void finishSnapshot();
}
