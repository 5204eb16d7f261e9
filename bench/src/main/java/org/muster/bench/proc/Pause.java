package org.muster.bench.proc;

import org.muster.bench.failure.BenchFailure;

/** Lets time pass between two looks at another process, which nothing else could announce. */
public final class Pause {
    private Pause() {}

    /**
     * Returns after so many ms.
     *
     * @throws BenchFailure if the measurement is called off meanwhile
     */
    public static void ms(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
