package org.muster.recipes.lease;

/** How certain it is that something is held. */
public enum LeaseState {
    /** It is held, and the servers can be reached. */
    HELD,
    /** It is held for {@link Lease#validFor}, but no server can be reached at the moment. */
    UNCERTAIN,
    /** It is not held any more, and never will be again. */
    LOST,
    /** Its holder gave it up. */
    RELEASED
}
