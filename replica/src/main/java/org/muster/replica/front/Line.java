package org.muster.replica.front;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.muster.replica.ReplicaConfig.FrontLimits;
import org.muster.replica.trace.TraceEvent;
import org.muster.replica.trace.Tracer;

/**
 * The requests in flight or held, over all connections of a front, and the bound on them: above it,
 * connections that have any are not read from until half of it is free again.
 */
final class Line {
    private final FrontLimits limits;
    private final ReadControl reading;
    private final FrontCounts counts;
    private final Tracer tracer;
    private long outstanding;
    private long outstandingBytes;
    private long largeBytes;
    private boolean isFull;

    Line(FrontLimits limits, ReadControl reading, FrontCounts counts, Tracer tracer) {
        this.tracer = tracer;
        this.counts = counts;
        this.limits = limits;
        this.reading = reading;
    }

    /** How many there are. */
    long outstanding() {
        return outstanding;
    }

    /** The bytes of those that are large. */
    long largeBytes() {
        return largeBytes;
    }

    /** {@code request} joins the end of its connection's line. */
    void join(Connection connection, Pending request) {
        ArrayDeque<Pending> line = connection.pending;
        if (line == null) {
            line = new ArrayDeque<>(4);
            connection.pending = line;
        }
        line.add(request);
        outstanding++;
        outstandingBytes += request.frameBytes;
        largeBytes += largePart(request);
        if (outstanding > limits.maxOutstanding()
                || outstandingBytes > limits.maxOutstandingBytes()) {
            if (!isFull) {
                isFull = true;
                counts.pauses++;
                tracer.trace(new TraceEvent.FrontFull(outstanding, outstandingBytes));
            }
            reading.stop(connection, Connection.STOPPED_OUTSTANDING);
        }
    }

    /** The first in the line of {@code connection}; null if there is none. */
    @Nullable Pending first(Connection connection) {
        ArrayDeque<Pending> line = connection.pending;
        return line == null ? null : line.peek();
    }

    /** The first leaves the line of {@code connection}. */
    void leave(Connection connection) {
        ArrayDeque<Pending> line = connection.pending;
        if (line == null) {
            return;
        }
        Pending gone = line.remove();
        largeBytes -= largePart(gone);
        left(1, gone.frameBytes);
    }

    /** The connection is gone and with it whatever it waited for. */
    void abandon(Connection connection) {
        ArrayDeque<Pending> line = connection.pending;
        if (line != null) {
            long bytes = 0;
            for (Pending request : line) {
                bytes += request.frameBytes;
                largeBytes -= largePart(request);
                counts.staleRequests += request.forwarded || request.answered ? 0 : 1;
            }
            left(line.size(), bytes);
            connection.pending = null;
        }
    }

    private int largePart(Pending request) {
        return request.frameBytes > limits.largeFrameBytes() ? request.frameBytes : 0;
    }

    private void left(int count, long bytes) {
        outstanding -= count;
        outstandingBytes -= bytes;
        if (isFull
                && outstanding <= limits.maxOutstanding() / 2
                && outstandingBytes <= limits.maxOutstandingBytes() / 2) {
            isFull = false;
            reading.resumeAll(Connection.STOPPED_OUTSTANDING);
        }
    }
}
