package org.muster.testkit.differential;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random programs have the same answers from an ensemble of the reference and from one of Muster:
 * three voters and an observer each, over which sessions are spread and move.
 *
 * <p>{@code -Dmuster.seed=S} sets the first program's seed, {@code -Dmuster.diff.ensembleOps=N} how
 * many operations are compared; what a change made is waited for on all members before the next
 * step, by a sync on each.
 */
@Tag("slow")
class EnsembleDifferentialTest {
    @TempDir private Path folder;

    @Test
    void randomProgramsHaveTheSameAnswersOnEveryMember() throws IOException {
        long operations = Long.getLong("muster.diff.ensembleOps", 3_000);
        new Comparison(() -> Pair.ensembles(folder, 1), operations).run();
    }
}
