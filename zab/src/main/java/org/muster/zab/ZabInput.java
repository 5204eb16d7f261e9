package org.muster.zab;

import java.util.Optional;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.Notification;

/**
 * What can happen to a member's consensus.
 *
 * <p>A {@code link} is the shell's number for one quorum connection, dialled or accepted, never
 * used twice in the life of the process. What comes on a link comes in the order it was sent, and
 * nothing comes after {@link Closed}.
 */
public sealed interface ZabInput {

    /** Time has passed; after all input that arrived before. */
    record Tick() implements ZabInput {}

    /** A notification came on an election connection. */
    record Notified(Notification notification) implements ZabInput {}

    /** The election connection to {@code peer} has come up or gone down. */
    record Reachable(ServerId peer, boolean reachable) implements ZabInput {}

    /** Somebody has connected to the quorum port. */
    record Accepted(long link) implements ZabInput {}

    /** The connection asked for by {@link ZabEffects#connect} stands. */
    record Connected(long link, ServerId leader) implements ZabInput {}

    /** It could not be made. */
    record ConnectFailed(ServerId leader) implements ZabInput {}

    /** A quorum connection is gone; not told of one that {@link ZabEffects#disconnect} closed. */
    record Closed(long link) implements ZabInput {}

    /** A message came on an accepted link. */
    record LearnerSaid(long link, FromLearner message) implements ZabInput {}

    /** A message came on a dialled link. */
    record LeaderSaid(long link, FromLeader message) implements ZabInput {}

    /** The log's {@code generation} holds everything up to {@code upTo}, safe from a crash. */
    record LogSynced(long generation, Zxid upTo) implements ZabInput {}

    /** The epochs that {@link ZabEffects#keepEpochs} named with {@code token} are safe. */
    record EpochsKept(long token) implements ZabInput {}

    /**
     * The answer to {@link ZabEffects#lookUp}.
     *
     * @param floor the last zxid at or before {@code asked} in the log on disk, behind which all
     *     can be read; empty if the log does not reach back
     */
    record LookedUp(long link, Zxid asked, Optional<Zxid> floor) implements ZabInput {}

    /**
     * {@link ZabEffects#truncate} or {@link ZabEffects#finishSnapshot} is done and safe: the log's
     * {@code generation} ends at {@code last}, and the replica has the state at {@code last}.
     */
    record HistoryReplaced(long generation, Zxid last) implements ZabInput {}

    /**
     * {@link ZabEffects#truncate} cannot be done, and nothing has changed: the disk has no state at
     * or before that point to go back to.
     */
    record TruncateFailed(long generation) implements ZabInput {}

    /**
     * {@link ZabEffects#finishSnapshot} cannot be done, and nothing has changed: what came is no
     * state.
     */
    record SnapshotBroken(long generation) implements ZabInput {}
}
