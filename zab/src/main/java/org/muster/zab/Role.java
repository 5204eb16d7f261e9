package org.muster.zab;

import org.muster.model.Now;

/** What a member is at the moment; exactly one at a time. */
sealed interface Role permits SoloRole, LookingRole, LeaderRole, LearnerRole {

    /** Begins; called once. */
    void enter(Now now, ZabEffects out);

    /** Handles an input that is not for the member as a whole. */
    void step(Now now, ZabInput input, ZabEffects out);

    /** Time has passed. */
    void tick(Now now, ZabEffects out);

    /** Sends what gathered in a turn. */
    void endTurn(Now now, ZabEffects out);

    /** Ends: lets go of its links. Called once, before another role begins. */
    void leave(ZabEffects out);

    /** Fills in what operators see of it. */
    ZabReport report();
}
