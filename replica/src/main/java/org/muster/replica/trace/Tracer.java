package org.muster.replica.trace;

/**
 * Told of the rare things that a member's logic does; a port. A server makes lines of the log and
 * metrics of them, the simulator marks. Nothing is told on the common path, so it costs nothing.
 */
public interface Tracer {
    /** {@code event} happened now. */
    void trace(TraceEvent event);
}
