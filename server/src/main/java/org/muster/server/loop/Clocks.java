package org.muster.server.loop;

import org.muster.model.Now;

/** The clocks of this machine. */
public final class Clocks {
    private Clocks() {}

    /** Both clocks, read now. */
    public static Now now() {
        return new Now(System.nanoTime(), System.currentTimeMillis());
    }
}
