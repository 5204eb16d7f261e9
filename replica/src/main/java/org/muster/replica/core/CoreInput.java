package org.muster.replica.core;

import java.util.List;
import org.muster.model.Zxid;
import org.muster.replica.route.Submission;

/** What can happen to a core. */
public sealed interface CoreInput {

    /**
     * Time has passed. The shell gives one every {@link
     * org.muster.replica.ReplicaConfig#tickIntervalMs}, each after all input that arrived before.
     */
    record Tick() implements CoreInput {}

    /** What front {@code front} gathered in one turn. */
    record Submissions(int front, List<Submission> submissions) implements CoreInput {}

    /** The log's {@code generation} holds everything up to {@code upTo}, safe from a crash. */
    record LogSynced(long generation, Zxid upTo) implements CoreInput {}

    /** The disk failed; nothing it was asked to keep is certain. */
    record DiskFailed(String reason) implements CoreInput {}

    /** A snapshot is due. */
    record SnapshotDue() implements CoreInput {}
}
