package org.muster.replica.core;

import org.muster.model.SessionId;
import org.muster.model.request.Response;
import org.muster.replica.route.Submission;

/** What a leader says in its place: when everything proposed before is committed. */
sealed interface Deferred {
    /** The answer to a write of a client here that needs no transaction. */
    record Answer(int front, Submission.Write write, Response response) implements Deferred {}

    /** The answer to a sync of a client here. */
    record Synced(int front, Submission.Sync sync) implements Deferred {}

    /** A session asked for here is about to end, or unknown. */
    record Refusal(int front, Submission.Connect connect) implements Deferred {}

    /** The answer to a learner's sync. */
    record SyncedThere(long learner) implements Deferred {}

    /** A session asked for at a learner is about to end, or unknown. */
    record RefusalThere(long learner, SessionId session) implements Deferred {}
}
