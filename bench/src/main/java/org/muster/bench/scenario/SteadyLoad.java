package org.muster.bench.scenario;

import java.util.List;
import org.muster.bench.report.Figure;
import org.muster.bench.report.Row;

/**
 * One load: how many requests each session has in flight, how many of a thousand are writes, and
 * the figures it yields.
 *
 * @param figures CPU, rate, two latencies (see {@link #isMixed}) and the generator's own CPU
 */
record SteadyLoad(Row row, int depth, int writesPerThousand, List<Figure> figures) {
    /** The loads of a server alone. */
    static final List<SteadyLoad> ALONE =
            List.of(
                    new SteadyLoad(
                            Row.READ_PIPELINED,
                            16,
                            0,
                            List.of(
                                    Figure.READ_PIPELINED_CPU,
                                    Figure.READ_PIPELINED_RATE,
                                    Figure.READ_PIPELINED_P50,
                                    Figure.READ_PIPELINED_P99,
                                    Figure.READ_PIPELINED_OWN)),
                    new SteadyLoad(
                            Row.READ_DEPTH_1,
                            1,
                            0,
                            List.of(
                                    Figure.READ_DEPTH_1_CPU,
                                    Figure.READ_DEPTH_1_RATE,
                                    Figure.READ_DEPTH_1_P50,
                                    Figure.READ_DEPTH_1_P99,
                                    Figure.READ_DEPTH_1_OWN)),
                    new SteadyLoad(
                            Row.WRITE_PIPELINED,
                            16,
                            1000,
                            List.of(
                                    Figure.WRITE_PIPELINED_CPU,
                                    Figure.WRITE_PIPELINED_RATE,
                                    Figure.WRITE_PIPELINED_P50,
                                    Figure.WRITE_PIPELINED_P99,
                                    Figure.WRITE_PIPELINED_OWN)),
                    new SteadyLoad(
                            Row.WRITE_DEPTH_1,
                            1,
                            1000,
                            List.of(
                                    Figure.WRITE_DEPTH_1_CPU,
                                    Figure.WRITE_DEPTH_1_RATE,
                                    Figure.WRITE_DEPTH_1_P50,
                                    Figure.WRITE_DEPTH_1_P99,
                                    Figure.WRITE_DEPTH_1_OWN)),
                    new SteadyLoad(
                            Row.MIX,
                            16,
                            100,
                            List.of(
                                    Figure.MIX_CPU,
                                    Figure.MIX_RATE,
                                    Figure.MIX_READ_P99,
                                    Figure.MIX_WRITE_P99,
                                    Figure.MIX_OWN)));

    /** The loads of an ensemble. */
    static final List<SteadyLoad> ENSEMBLE =
            List.of(
                    new SteadyLoad(
                            Row.ENSEMBLE_READ_PIPELINED,
                            16,
                            0,
                            List.of(
                                    Figure.ENSEMBLE_READ_PIPELINED_CPU,
                                    Figure.ENSEMBLE_READ_PIPELINED_RATE,
                                    Figure.ENSEMBLE_READ_PIPELINED_P50,
                                    Figure.ENSEMBLE_READ_PIPELINED_P99,
                                    Figure.ENSEMBLE_READ_PIPELINED_OWN)),
                    new SteadyLoad(
                            Row.ENSEMBLE_READ_DEPTH_1,
                            1,
                            0,
                            List.of(
                                    Figure.ENSEMBLE_READ_DEPTH_1_CPU,
                                    Figure.ENSEMBLE_READ_DEPTH_1_RATE,
                                    Figure.ENSEMBLE_READ_DEPTH_1_P50,
                                    Figure.ENSEMBLE_READ_DEPTH_1_P99,
                                    Figure.ENSEMBLE_READ_DEPTH_1_OWN)),
                    new SteadyLoad(
                            Row.ENSEMBLE_WRITE_PIPELINED,
                            16,
                            1000,
                            List.of(
                                    Figure.ENSEMBLE_WRITE_PIPELINED_CPU,
                                    Figure.ENSEMBLE_WRITE_PIPELINED_RATE,
                                    Figure.ENSEMBLE_WRITE_PIPELINED_P50,
                                    Figure.ENSEMBLE_WRITE_PIPELINED_P99,
                                    Figure.ENSEMBLE_WRITE_PIPELINED_OWN)),
                    new SteadyLoad(
                            Row.ENSEMBLE_WRITE_DEPTH_1,
                            1,
                            1000,
                            List.of(
                                    Figure.ENSEMBLE_WRITE_DEPTH_1_CPU,
                                    Figure.ENSEMBLE_WRITE_DEPTH_1_RATE,
                                    Figure.ENSEMBLE_WRITE_DEPTH_1_P50,
                                    Figure.ENSEMBLE_WRITE_DEPTH_1_P99,
                                    Figure.ENSEMBLE_WRITE_DEPTH_1_OWN)),
                    new SteadyLoad(
                            Row.ENSEMBLE_MIX,
                            8,
                            100,
                            List.of(
                                    Figure.ENSEMBLE_MIX_CPU,
                                    Figure.ENSEMBLE_MIX_RATE,
                                    Figure.ENSEMBLE_MIX_READ_P99,
                                    Figure.ENSEMBLE_MIX_WRITE_P99,
                                    Figure.ENSEMBLE_MIX_OWN)));

    Figure cpu() {
        return figures.get(0);
    }

    Figure rate() {
        return figures.get(1);
    }

    /** The median, or the 99th percentile of reads if the load is mixed. */
    Figure firstLatency() {
        return figures.get(2);
    }

    /** The 99th percentile, that of writes if the load is mixed. */
    Figure secondLatency() {
        return figures.get(3);
    }

    Figure own() {
        return figures.get(4);
    }

    boolean isMixed() {
        return writesPerThousand > 0 && writesPerThousand < 1000;
    }
}
