package org.muster.storage.recovery;

/** Something that recovery saw and the operator should know; {@code offset} is -1 if none. */
public record Finding(Level level, String file, long offset, String text) {

    /** How much it matters. */
    public enum Level {
        /** Worth a line. */
        NOTE,
        /** Unexpected, harmless for the data. */
        WARNING,
        /** Data were lost or differ, here or earlier, though the server may serve. */
        LOUD
    }

    @Override
    public String toString() {
        return file + (offset < 0 ? "" : " at offset " + offset) + ": " + text;
    }
}
