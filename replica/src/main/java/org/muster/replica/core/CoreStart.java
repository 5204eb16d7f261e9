package org.muster.replica.core;

import java.util.List;
import org.muster.model.SessionId;
import org.muster.state.State;

/**
 * What a core begins with.
 *
 * @param state recovered from the disk, or {@link State#initial}
 * @param logGeneration what completions of the log will name, at first
 * @param sessionIdFloorMs a wall-clock time that no earlier start was later than, 0 if unknown: new
 *     session ids are made from the later one of this and the clock
 * @param legacySessions live sessions whose password follows the reference's formula, because its
 *     server opened them
 */
public record CoreStart(
        State state, long logGeneration, long sessionIdFloorMs, List<SessionId> legacySessions) {
    /** Begins with {@code state} as Muster left it. */
    public static CoreStart from(State state) {
        return new CoreStart(state, 1, 0, List.of());
    }
}
