package org.muster.testkit.differential;

import java.util.Objects;

/** One observed value, with the rule by which it is compared between two servers. */
sealed interface Token {
    /** What the value is. */
    String label();

    /** Must be equal. */
    record Exact(String label, Object value) implements Token {
        @Override
        public String toString() {
            return label + "=" + Objects.toString(value);
        }
    }

    /** The zxid of a change: the same change on both servers, whatever its number. */
    record Change(String label, long zxid) implements Token {
        @Override
        public String toString() {
            return label + "=0x" + Long.toHexString(zxid);
        }
    }

    /** A zxid up to which the server has applied changes: the same latest change on both. */
    record UpTo(String label, long zxid) implements Token {
        @Override
        public String toString() {
            return label + "<=0x" + Long.toHexString(zxid);
        }
    }

    /** A session id: the same session on both servers. */
    record Session(String label, long id) implements Token {
        @Override
        public String toString() {
            return label + "=session 0x" + Long.toHexString(id);
        }
    }

    /** The time of a change: one and the same in every answer of one server. */
    record Time(String label, long zxid, long ms) implements Token {
        @Override
        public String toString() {
            return label + "=" + ms;
        }
    }
}
