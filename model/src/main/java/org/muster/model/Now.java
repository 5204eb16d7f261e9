package org.muster.model;

/**
 * One reading of both clocks, handed to pure code so that it needs none of its own.
 *
 * @param monotonicNs never goes back; only differences mean something
 * @param wallMs milliseconds since 1970, may jump either way
 */
public record Now(long monotonicNs, long wallMs) {
    /** The monotonic clock in whole milliseconds. */
    public long monotonicMs() {
        return Math.floorDiv(monotonicNs, 1_000_000L);
    }
}
