package org.muster.client;

import java.util.OptionalLong;

/** What a watch has to tell. Changes come in the order in which they happened. */
public sealed interface WatchEvent {

    /** Something changed; what it is now must be read. */
    record Changed(Kind kind, String path, OptionalLong zxid) implements WatchEvent {}

    /**
     * Changes after transaction {@code fromZxid} may have gone unreported. Of a lasting watch:
     * {@link Restored} follows, then read again. Of a watch for one event: it has ended.
     */
    record Gap(Reason why, long fromZxid) implements WatchEvent {}

    /** The watch is set: every change after transaction {@code atZxid} is reported. */
    record Restored(long atZxid) implements WatchEvent {}

    /** Nothing will come any more. */
    record Ended(String why) implements WatchEvent {}

    /** What happened to a node. */
    enum Kind {
        /** It was created. */
        CREATED,
        /** It was deleted. */
        DELETED,
        /** Its data was set. */
        DATA,
        /** A child was created or deleted. */
        CHILDREN
    }

    /** Why events may be missing. */
    enum Reason {
        /** The connection was lost for a while. */
        RECONNECTED,
        /** The session ended and another was opened. */
        NEW_SESSION,
        /** The listener was too slow for what came. */
        OVERFLOW
    }
}
