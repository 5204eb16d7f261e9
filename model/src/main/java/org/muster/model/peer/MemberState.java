package org.muster.model.peer;

/** What a member is doing, as it says in its notifications. */
public enum MemberState {
    /** It looks for a leader. */
    LOOKING,
    /** It follows one and votes. */
    FOLLOWING,
    /** It is the leader, or about to become it. */
    LEADING,
    /** It follows one without voting. */
    OBSERVING
}
