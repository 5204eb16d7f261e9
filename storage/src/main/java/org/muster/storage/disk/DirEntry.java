package org.muster.storage.disk;

/** A name in a directory; {@code sizeBytes} is 0 unless it is a regular file. */
public record DirEntry(String name, Kind kind, long sizeBytes) {

    /** What a name stands for. */
    public enum Kind {
        /** A regular file. */
        FILE,
        /** A symbolic link, which storage refuses to follow. */
        LINK,
        /** A directory or anything else. */
        OTHER
    }
}
