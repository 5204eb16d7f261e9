package org.muster.server.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.muster.replica.Histogram;

/** The metrics of a server at one moment, by the reference's names. Filled by one thread. */
final class MetricSet {
    private static final Histogram NOTHING = new Histogram();

    private final Map<String, Number> gauges = new LinkedHashMap<>();
    private final Map<String, Long> counters = new TreeMap<>();
    private final Map<String, Histogram> summaries = new TreeMap<>();

    /** {@code value} with four digits behind the point. */
    static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    /** Adds a gauge; they are shown in the order they are added. */
    void gauge(String name, Number value) {
        gauges.put(name, value);
    }

    /** Sets a counter of {@link MetricNames#COUNTERS}. */
    void counter(String name, long value) {
        counters.put(name, value);
    }

    /** Sets a summary of {@link MetricNames#BASIC} or {@link MetricNames#ADVANCED}. */
    void summary(String name, Histogram numbers) {
        summaries.put(name, numbers);
    }

    /** Visits the gauges. */
    void forEachGauge(BiConsumer<String, Number> visitor) {
        gauges.forEach(visitor);
    }

    /** The counter {@code name}, 0 if it was not set. */
    long counter(String name) {
        return counters.getOrDefault(name, 0L);
    }

    /** The summary {@code name}, empty if it was not set. */
    Histogram summary(String name) {
        return summaries.getOrDefault(name, NOTHING);
    }

    /** All summaries that were set. */
    Map<String, Histogram> summaries() {
        return summaries;
    }
}
