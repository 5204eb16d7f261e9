package org.muster.replica.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Zxid;
import org.muster.replica.route.Submission;
import org.muster.state.State;
import org.muster.zab.ZabInput;

/** What can happen to a core. */
public sealed interface CoreInput {

    /**
     * Time has passed. The shell gives one every {@link
     * org.muster.replica.ReplicaConfig#tickIntervalMs}, each after all input that arrived before.
     */
    record Tick() implements CoreInput {}

    /** What front {@code front} gathered in one turn. */
    record Submissions(int front, List<Submission> submissions) implements CoreInput {}

    /**
     * Something of the other members, or of what consensus keeps on the disk. Ticks, the log's
     * completions and replaced histories have inputs of their own here.
     */
    record Consensus(ZabInput input) implements CoreInput {}

    /** The log's {@code generation} holds everything up to {@code upTo}, safe from a crash. */
    record LogSynced(long generation, Zxid upTo) implements CoreInput {}

    /**
     * {@link PeerEffects#truncate} or {@link PeerEffects#finishSnapshot} is done and safe: the
     * log's {@code generation} ends at {@code last}.
     *
     * @param state the one at {@code last}; null if that is not before the core's own, so that only
     *     transactions that it has not applied were cut off
     */
    record HistoryReplaced(long generation, Zxid last, @Nullable State state)
            implements CoreInput {}

    /**
     * The process is about to stop: a leader hands over to another member. It is done when {@link
     * CoreReport#phase} is no longer the leader's; a member that does not lead has nothing to do.
     */
    record HandOver() implements CoreInput {}

    /** The disk failed; nothing it was asked to keep is certain. */
    record DiskFailed(String reason) implements CoreInput {}

    /** A snapshot is due; a member without a leader takes it when it has found one. */
    record SnapshotDue() implements CoreInput {}
}
