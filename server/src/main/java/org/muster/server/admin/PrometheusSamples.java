package org.muster.server.admin;

import java.util.List;
import java.util.function.Function;
import org.muster.replica.Histogram;

/**
 * The metrics in the shape that the reference's Prometheus provider gives them: every number a
 * double, summaries with quantiles of the last minute.
 */
final class PrometheusSamples {
    /** Sets that are known by the names of clients' nodes or of other servers: none here. */
    private static final List<String> EMPTY_GAUGES =
            List.of(
                    "quota_count_limit_per_namespace",
                    "quota_bytes_limit_per_namespace",
                    "quota_count_usage_per_namespace",
                    "quota_bytes_usage_per_namespace");

    private static final List<String> EMPTY_COUNTERS =
            List.of("quota_exceeded_error_per_namespace");

    private static final List<String> EMPTY_SUMMARIES =
            List.of(
                    "read_per_namespace",
                    "write_per_namespace",
                    "learner_handler_qp_size",
                    "ack_latency",
                    "learner_handler_qp_time_ms");

    private PrometheusSamples() {}

    /** Told families and then their samples. */
    interface Sink {
        /** A family begins, of a type that Prometheus knows. */
        void family(String name, String type);

        /** One sample of the family that began last; {@code labels} without braces, perhaps "". */
        void sample(String name, String labels, Number value);
    }

    /** Tells all of {@code metrics}; {@code recent} gives the last minute of a summary. */
    static void tell(MetricSet metrics, Function<String, Histogram> recent, Sink sink) {
        metrics.forEachGauge((name, value) -> {
            sink.family(name, "gauge");
            sink.sample(name, "", value);
        });
        for (String name : MetricNames.COUNTERS) {
            sink.family(name, "counter");
            sink.sample(name, "", metrics.counter(name));
        }
        for (String name : MetricNames.BASIC) {
            summary(name, metrics.summary(name), recent.apply(name), List.of("0.5"), sink);
        }
        List<String> more = List.of("0.5", "0.9", "0.99");
        for (String name : MetricNames.ADVANCED) {
            summary(name, metrics.summary(name), recent.apply(name), more, sink);
        }
        EMPTY_GAUGES.forEach(name -> sink.family(name, "gauge"));
        EMPTY_COUNTERS.forEach(name -> sink.family(name, "counter"));
        EMPTY_SUMMARIES.forEach(name -> sink.family(name, "summary"));
    }

    private static void summary(
            String name, Histogram all, Histogram recent, List<String> quantiles, Sink sink) {
        sink.family(name, "summary");
        for (String quantile : quantiles) {
            double value =
                    recent.count() == 0
                            ? Double.NaN
                            : recent.percentile(Double.parseDouble(quantile));
            sink.sample(name, "quantile=\"" + quantile + "\"", value);
        }
        sink.sample(name + "_count", "", all.count());
        sink.sample(name + "_sum", "", all.sum());
    }
}
