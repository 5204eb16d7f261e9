package org.muster.server.config;

import java.util.List;
import org.muster.server.config.Rule.OneOf;
import org.muster.server.config.ServerConfig.MetricsProvider.Kind;

/** Classes of the reference that a configuration may name, the default first. */
final class ClassNames {
    /** How its sockets are served. */
    static final OneOf SOCKETS =
            new OneOf(
                    List.of(
                            "org.apache.zookeeper.server.NIOServerCnxnFactory",
                            "org.apache.zookeeper.server.NettyServerCnxnFactory"),
                    false);

    /** How it keeps watches. */
    static final OneOf WATCHES =
            new OneOf(
                    List.of(
                            "org.apache.zookeeper.server.watch.WatchManager",
                            "org.apache.zookeeper.server.watch.WatchManagerOptimized"),
                    false);

    /** How it shows metrics. */
    static final OneOf PROVIDERS =
            new OneOf(
                    List.of(
                            "org.apache.zookeeper.metrics.impl.DefaultMetricsProvider",
                            "org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider",
                            "org.apache.zookeeper.metrics.impl.NullMetricsProvider"),
                    false);

    /** What each of {@link #PROVIDERS} does. */
    private static final List<Kind> KINDS = List.of(Kind.DEFAULT, Kind.PROMETHEUS, Kind.NONE);

    private ClassNames() {}

    /** What the provider {@code name}, one of {@link #PROVIDERS}, does. */
    static Kind provider(String name) {
        return KINDS.get(PROVIDERS.words().indexOf(name));
    }
}
