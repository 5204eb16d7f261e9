package org.muster.server.clients;

/** Who takes the frames that a {@link FrameCutter} finds. */
interface FrameSink {
    /** Whether a frame of this length may come; if not, cutting stops right behind the length. */
    boolean accepts(int length);

    /**
     * A whole frame without its length; the array is the cutter's again afterwards.
     *
     * @return whether to go on with what follows
     */
    boolean frame(byte[] source, int offset, int length);
}
