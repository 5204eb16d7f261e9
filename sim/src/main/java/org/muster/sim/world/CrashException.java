package org.muster.sim.world;

/** The simulated process died inside a disk operation; nobody but the world may catch it. */
public final class CrashException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Died at the disk operation {@code where}. */
    public CrashException(String where) {
        super(where);
    }
}
