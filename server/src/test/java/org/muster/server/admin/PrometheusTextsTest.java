package org.muster.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muster.replica.Histogram;

/** In the shape that the reference's Prometheus provider has. */
class PrometheusTextsTest {
    private final MetricSet metrics = new MetricSet();
    private final Histogram recent = new Histogram();

    PrometheusTextsTest() {
        metrics.gauge("znode_count", 17);
        metrics.counter("connection_rejected", 3);
        Histogram all = new Histogram();
        for (long number : new long[] {3, 8, 8}) {
            all.add(number);
            recent.add(number);
        }
        metrics.summary("readlatency", all);
        metrics.summary("fsynctime", all);
    }

    private void tell(PrometheusSamples.Sink sink) {
        PrometheusSamples.tell(
                metrics, name -> name.equals("readlatency") ? recent : new Histogram(), sink);
    }

    @Test
    void namesTypesAndQuantilesAreThoseOfTheReference() {
        String text = PrometheusTexts.exposition(Set.of(), this::tell);
        assertTrue(
                text.startsWith(
                        """
                        # HELP znode_count znode_count
                        # TYPE znode_count gauge
                        znode_count 17.0
                        """),
                text);
        assertTrue(text.contains("# TYPE connection_rejected counter\nconnection_rejected 3.0\n"));
        assertTrue(
                text.contains(
                        """
                        # HELP readlatency readlatency
                        # TYPE readlatency summary
                        readlatency{quantile="0.5"} 8.0
                        readlatency{quantile="0.9"} 8.0
                        readlatency{quantile="0.99"} 8.0
                        readlatency_count 3.0
                        readlatency_sum 19.0
                        """),
                text);
        assertTrue(
                text.contains(
                        """
                        # TYPE fsynctime summary
                        fsynctime{quantile="0.5"} NaN
                        fsynctime_count 3.0
                        fsynctime_sum 19.0
                        """),
                text);
        assertTrue(text.contains("# TYPE ack_latency summary\n"));
        assertTrue(!text.contains("\nzk_") && !text.contains("_total"), text);
    }

    @Test
    void onlyTheSamplesAskedForAreShown() {
        assertEquals(
                """
                # HELP znode_count znode_count
                # TYPE znode_count gauge
                znode_count 17.0
                # HELP readlatency readlatency
                # TYPE readlatency summary
                readlatency_sum 19.0
                """,
                PrometheusTexts.exposition(Set.of("znode_count", "readlatency_sum"), this::tell));
    }

    @Test
    void mntrShowsTheSameSamples() {
        String text = PrometheusTexts.mntr(this::tell);
        assertTrue(text.startsWith("zk_znode_count\t17.0\n"), text);
        assertTrue(text.contains("\nzk_readlatency{quantile=\"0.9\"}\t8.0\n"), text);
        assertTrue(text.contains("\nzk_readlatency_count\t3.0\n"), text);
    }
}
