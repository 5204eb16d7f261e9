package org.muster.storage.name;

/** How the bytes of a snapshot file are packed; its name says which. */
public enum Compression {
    /** Not at all. */
    NONE(""),
    /** RFC 1952, one member. */
    GZIP(".gz"),
    /** Blocks of raw Snappy behind the header of snappy-java's stream. */
    SNAPPY(".snappy");

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** What the file's name ends with, dot included. */
    public String suffix() {
        return suffix;
    }
}
