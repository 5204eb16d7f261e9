package org.muster.sim.world;

/** One end of a link, told what arrives there. */
public interface Endpoint {
    /** Bytes arrived, in the order they were sent; the array is the receiver's. */
    void onBytes(byte[] chunk);

    /** The other end closed its sending side after everything that arrived so far. */
    void onEnd();

    /** The link is gone, bytes under way with it. */
    void onReset();
}
