package org.muster.replica.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.SessionId;
import org.muster.state.State;
import org.muster.zab.ZabStart;

/**
 * What a core begins with.
 *
 * @param state recovered from the disk, or {@link State#initial}
 * @param logGeneration what completions of the log will name, at first
 * @param sessionIdBaseMs the wall-clock time from which session ids are made: what the shell has
 *     noted of this life, so that later ones know its ids; 0 for the clock's
 * @param legacySessions live sessions whose password follows the reference's formula, because its
 *     server opened them; in an ensemble all follow it
 * @param ensemble what a member of an ensemble found on its disk, null for a standalone server
 */
public record CoreStart(
        State state,
        long logGeneration,
        long sessionIdBaseMs,
        List<SessionId> legacySessions,
        @Nullable ZabStart ensemble) {
    /** Begins with {@code state} as Muster left it. */
    public static CoreStart from(State state) {
        return new CoreStart(state, 1, 0, List.of(), null);
    }
}
