package org.muster.client.machine;

import org.muster.model.WatchEvent;
import org.muster.model.ZPath;

/** One interest in one path; owned by the machine once handed over. */
public final class Watch {
    /** What a server is asked to report. */
    public enum Kind {
        /** The next change of data, or deletion, of a node that is there. */
        DATA,
        /** The creation of a node that is missing. */
        EXIST,
        /** The next change in the list of children, or deletion. */
        CHILD,
        /** All changes of the node and of its list of children. */
        PERSISTENT,
        /** All changes of the node and of all below it, without changes of lists of children. */
        RECURSIVE;

        boolean isPersistent() {
            return this == PERSISTENT || this == RECURSIVE;
        }
    }

    /** Why events may be missing. */
    public enum Break {
        /** The connection was lost; the session goes on. */
        RECONNECTED,
        /** The session ended; a new one was opened. */
        NEW_SESSION
    }

    /** Where the events go. */
    public interface Sink {
        /** A change; {@code zxid} is that of its transaction, or not positive if not told. */
        void changed(WatchEvent event, long zxid);

        /** Changes after {@code fromZxid} may have gone unreported; ends a one-shot watch. */
        void gap(Break why, long fromZxid);

        /**
         * From {@code zxid} on nothing is missed: the watch is set, for the first time or again.
         */
        void live(long zxid);

        /** Nothing will come any more; {@code code} is the server's refusal, or 0. */
        void ended(int code, String why);
    }

    final ZPath path;
    final Sink sink;

    /** Of a read with a watch: known when the answer is. */
    Kind kind;

    /** An interest in {@code path}. */
    public Watch(ZPath path, Kind kind, Sink sink) {
        this.path = path;
        this.kind = kind;
        this.sink = sink;
    }
}
