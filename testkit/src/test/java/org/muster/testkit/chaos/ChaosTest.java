package org.muster.testkit.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.muster.testkit.ServerLaunch;

/**
 * Real servers keep what they promise whatever happens to their processes, their network and their
 * disks.
 *
 * <p>{@code -Dmuster.seed=S} decides load and faults, {@code -Dmuster.chaos.minutes=M} how long
 * they last. What a failed run leaves, logs and data, stays in the directory for temporary files.
 */
@Tag("slow")
class ChaosTest {
    private static final int SECONDS = 60;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void nothingIsLostAndNothingContradictsItself() throws Exception {
        long seed = Long.getLong("muster.seed", System.nanoTime() & 0xffffff);
        int minutes = Integer.getInteger("muster.chaos.minutes", 0);
        int seconds = minutes == 0 ? SECONDS : (int) TimeUnit.MINUTES.toSeconds(minutes);
        System.out.println("chaos: seed " + seed + ", " + seconds + " s, in " + folder);
        try (Chaos chaos = new Chaos(folder, seed, ServerLaunch.muster())) {
            chaos.run(seconds);
            assertEquals(List.of(), chaos.verdict(), "seed " + seed);
        }
    }
}
