package org.muster.bench.report;

/** One measurement of one figure on one server, in the figure's unit. */
public record Sample(Figure figure, String server, int round, double value) {}
