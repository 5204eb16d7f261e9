package org.muster.state;

/** The replicated state of one member: immutable. */
public final class State {
    State() {}
}
