package org.muster.server.admin;

import org.muster.replica.Histogram;

/** The answer to mntr in the form of the reference's default metrics provider. */
final class MntrTexts {
    private final StringBuilder text = new StringBuilder();

    private MntrTexts() {}

    /** The lines that come first, whatever else is shown. */
    static String lead(String version, RoleFigures role) {
        MntrTexts lines = new MntrTexts();
        lines.line("version", version);
        lines.line("server_state", role.mode());
        role.peer().ifPresent(lines::peer);
        return lines.text.toString();
    }

    private void peer(RoleFigures.PeerFigures peer) {
        line("peer_state", peer.state());
        peer.leader().ifPresent(id -> line("observer_master_id", id));
    }

    /** All of {@code metrics}, one a line. */
    static String plain(MetricSet metrics) {
        MntrTexts lines = new MntrTexts();
        metrics.forEachGauge(lines::line);
        for (String name : MetricNames.COUNTERS) {
            lines.line(name, metrics.counter(name));
        }
        for (String name : MetricNames.BASIC) {
            lines.basic(name, metrics.summary(name));
        }
        for (String name : MetricNames.ADVANCED) {
            lines.advanced(name, metrics.summary(name));
        }
        return lines.text.toString();
    }

    private void line(String name, Object value) {
        text.append("zk_").append(name).append('\t').append(value).append('\n');
    }

    private void basic(String name, Histogram numbers) {
        long count = numbers.count();
        line("avg_" + name, MetricSet.rounded(count == 0 ? 0 : (double) numbers.sum() / count));
        line("min_" + name, numbers.min());
        line("max_" + name, numbers.max());
        line("cnt_" + name, count);
        line("sum_" + name, numbers.sum());
    }

    private void advanced(String name, Histogram numbers) {
        basic(name, numbers);
        line("p50_" + name, numbers.percentile(0.5));
        line("p95_" + name, numbers.percentile(0.95));
        line("p99_" + name, numbers.percentile(0.99));
        line("p999_" + name, numbers.percentile(0.999));
    }
}
