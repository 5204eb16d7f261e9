package org.muster.bench.scenario;

import java.nio.file.Path;
import java.util.Set;
import org.muster.bench.report.Row;

/**
 * How a run measures: which rows, short or long, how large, with which heap, seed and JDK for all
 * servers, and below which directory they keep their files.
 */
public record Plan(
        Set<Row> rows, boolean quick, Size size, String heap, long seed, Path javaHome, Path work) {
    private static final long SECOND_NS = 1_000_000_000L;

    /**
     * How large everything is: servers on each side, znodes of the large tree, leaders killed and
     * frozen in a round.
     */
    public record Size(int servers, int znodes, int faults) {}

    /** Whether any of these rows is wanted. */
    public boolean wants(Row... any) {
        for (Row row : any) {
            if (rows.contains(row)) {
                return true;
            }
        }
        return false;
    }

    /** How long a load runs before it is measured. */
    public long warmUpNs() {
        return (quick ? 2 : 4) * SECOND_NS;
    }

    /** How long a load is measured. */
    public long measureNs() {
        return (quick ? 2 : 5) * SECOND_NS;
    }

    /** How many znodes the large tree has. */
    public int znodes() {
        return size.znodes;
    }

    /** How often a change is told to all watchers. */
    public int fanOuts() {
        return quick ? 20 : 40;
    }

    /** How many snapshots must pass under load. */
    public int snapshots() {
        return quick ? 1 : 3;
    }
}
