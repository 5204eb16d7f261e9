package org.muster.replica.front;

/** One connection of a front, from accept to close; to its shell an opaque handle. */
public final class Connection {
    Connection() {}
}
