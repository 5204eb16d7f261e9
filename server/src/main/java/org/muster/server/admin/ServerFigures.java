package org.muster.server.admin;

import java.util.List;
import org.muster.replica.front.FrontReport;
import org.muster.server.metrics.Summary;
import org.muster.server.metrics.Traffic;

/**
 * The figures of a whole server that several words show.
 *
 * @param version the text that names the program
 * @param fronts the sums over the fronts
 * @param traffic the sums over the client loops
 * @param tree the tree's
 */
record ServerFigures(String version, FrontReport fronts, Traffic traffic, TreeFigures tree) {

    /** What is known of the committed state. */
    record TreeFigures(long zxid, long nodes, long ephemerals, long sessions) {}

    /** Packets in, four-letter words included. */
    long received() {
        return fronts.received() + traffic.words();
    }

    /** Packets out, answers to words included. */
    long sent() {
        return fronts.sent() + traffic.wordsAnswered();
    }

    /** Mean latency in ms with four digits behind the point. */
    double averageLatency() {
        FrontReport.Latency latency = fronts.latency();
        return latency.count() == 0
                ? 0
                : Summary.rounded((double) latency.totalMs() / latency.count());
    }

    /** The report of all fronts as if they were one. */
    static FrontReport sum(List<FrontReport> reports) {
        FrontReport sum =
                new FrontReport(
                        0,
                        0,
                        0,
                        0,
                        new FrontReport.Latency(0, 0, 0, 0),
                        new FrontReport.ReplySizes(-1, -1, -1),
                        0,
                        0);
        for (FrontReport each : reports) {
            sum = plus(sum, each);
        }
        return sum;
    }

    private static FrontReport plus(FrontReport a, FrontReport b) {
        return new FrontReport(
                a.connections() + b.connections(),
                a.received() + b.received(),
                a.sent() + b.sent(),
                a.outstanding() + b.outstanding(),
                plus(a.latency(), b.latency()),
                plus(a.replySizes(), b.replySizes()),
                a.dataWatches() + b.dataWatches(),
                a.childWatches() + b.childWatches());
    }

    private static FrontReport.Latency plus(FrontReport.Latency a, FrontReport.Latency b) {
        if (a.count() == 0 || b.count() == 0) {
            return a.count() == 0 ? b : a;
        }
        return new FrontReport.Latency(
                a.count() + b.count(),
                a.totalMs() + b.totalMs(),
                Math.min(a.minMs(), b.minMs()),
                Math.max(a.maxMs(), b.maxMs()));
    }

    private static FrontReport.ReplySizes plus(FrontReport.ReplySizes a, FrontReport.ReplySizes b) {
        if (a.last() < 0 || b.last() < 0) {
            return a.last() < 0 ? b : a;
        }
        return new FrontReport.ReplySizes(
                b.last(), Math.min(a.min(), b.min()), Math.max(a.max(), b.max()));
    }
}
