package org.muster.server.admin;

import java.util.List;
import org.muster.replica.front.FrontCounts;
import org.muster.replica.front.FrontReport;
import org.muster.server.metrics.Office;
import org.muster.server.metrics.Traffic;

/**
 * The figures of a whole server that several words show.
 *
 * @param version the text that names the program
 * @param fronts the sums over the fronts
 * @param traffic the sums over the client loops
 * @param tree the tree's
 * @param role the server's, in its ensemble
 * @param proposals what a leader proposed
 */
record ServerFigures(
        String version,
        FrontReport fronts,
        Traffic traffic,
        TreeFigures tree,
        RoleFigures role,
        Office.Sizes proposals) {

    /** What is known of the committed state. */
    record TreeFigures(long zxid, long nodes, long ephemerals, long sessions) {}

    /** Packets in, with what no front saw. */
    long received() {
        return fronts.received() + traffic.packetsIn();
    }

    /** Packets out, with answers to words. */
    long sent() {
        return fronts.sent() + traffic.packetsOut();
    }

    /** Mean latency in ms with four digits behind the point. */
    double averageLatency() {
        return fronts.latencyCount() == 0
                ? 0
                : MetricSet.rounded((double) fronts.latencyTotalMs() / fronts.latencyCount());
    }

    /** The report of all fronts as if they were one; there is at least one. */
    static FrontReport sum(List<FrontReport> reports) {
        return reports.stream().reduce(ServerFigures::plus).orElseThrow();
    }

    private static FrontReport plus(FrontReport a, FrontReport b) {
        boolean onlyA = b.latencyCount() == 0;
        boolean onlyB = a.latencyCount() == 0;
        long min = Math.min(a.latencyMinMs(), b.latencyMinMs());
        return new FrontReport(
                a.connections() + b.connections(),
                a.received() + b.received(),
                a.sent() + b.sent(),
                a.outstanding() + b.outstanding(),
                a.latencyCount() + b.latencyCount(),
                a.latencyTotalMs() + b.latencyTotalMs(),
                onlyA ? a.latencyMinMs() : onlyB ? b.latencyMinMs() : min,
                Math.max(a.latencyMaxMs(), b.latencyMaxMs()),
                a.watches() + b.watches(),
                a.childWatches() + b.childWatches(),
                a.watchedPaths() + b.watchedPaths(),
                a.watchingConnections() + b.watchingConnections(),
                b.lastReplyBytes() < 0 ? a.lastReplyBytes() : b.lastReplyBytes(),
                smaller(a.minReplyBytes(), b.minReplyBytes()),
                Math.max(a.maxReplyBytes(), b.maxReplyBytes()),
                FrontCounts.sum(List.of(a.counts(), b.counts())));
    }

    /** The smaller one of two sizes, -1 standing for none. */
    private static int smaller(int a, int b) {
        return a < 0 || b < 0 ? Math.max(a, b) : Math.min(a, b);
    }
}
