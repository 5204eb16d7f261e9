package org.muster.replica.core;

import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.replica.route.Batch;
import org.muster.replica.trace.Tracer;
import org.muster.state.State;

/** What a core asks of its shell; a port. Calls come in the order they are to be carried out. */
public interface CoreEffects extends Tracer {

    /**
     * Appends one record to the log and tells of it later by {@link CoreInput.LogSynced}.
     *
     * @param generation to be repeated in that answer; it is for the shell to drop what it has not
     *     written yet of an older one once {@link PeerEffects#truncate} or {@link
     *     PeerEffects#beginSnapshot} names a newer one
     * @param payload header, body and digest, without frame, checksum and trailer
     */
    void append(long generation, Zxid zxid, Bytes payload);

    /** Hands {@code batch} to front {@code front}; at most once a turn for each. */
    void deliver(int front, Batch batch);

    /** Writes {@code state} as a snapshot, in the background. */
    void takeSnapshot(State state);

    /** Where what concerns the other members goes; never asked for by a standalone core. */
    PeerEffects peers();

    /** Ends the process; nothing that follows is to be carried out. */
    void halt(String reason);
}
