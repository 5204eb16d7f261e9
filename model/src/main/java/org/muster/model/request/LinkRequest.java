package org.muster.model.request;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.ZPath;

/** A request about the connection itself: its life, its identities, its watches, its freshness. */
public sealed interface LinkRequest extends Request {

    /** A sign of life. */
    record Ping() implements LinkRequest {
        @Override
        public Op op() {
            return Op.PING;
        }
    }

    /** Catch up with everything accepted so far; the path is only echoed. */
    record Sync(@Nullable ZPath path) implements LinkRequest {
        @Override
        public Op op() {
            return Op.SYNC;
        }
    }

    /** Proves an identity under a scheme. */
    record Auth(@Nullable String scheme, @Nullable Bytes auth) implements LinkRequest {
        @Override
        public Op op() {
            return Op.AUTH;
        }
    }

    /** One step of a SASL exchange. */
    record Sasl(@Nullable Bytes token) implements LinkRequest {
        @Override
        public Op op() {
            return Op.SASL;
        }
    }

    /**
     * Sets watches again after a reconnect.
     *
     * @param op SET_WATCHES (whose last two lists are empty) or SET_WATCHES2
     * @param relativeZxid the last zxid the client has seen
     */
    record SetWatches(
            Op op,
            long relativeZxid,
            List<ZPath> data,
            List<ZPath> exist,
            List<ZPath> child,
            List<ZPath> persistent,
            List<ZPath> persistentRecursive)
            implements LinkRequest {}

    /** Sets a persistent watch, at the path or on the whole subtree; a null path is kept as is. */
    record AddWatch(@Nullable ZPath path, boolean recursive) implements LinkRequest {
        @Override
        public Op op() {
            return Op.ADD_WATCH;
        }
    }

    /** Takes watches away. */
    record RemoveWatches(ZPath path, WatcherType type) implements LinkRequest {
        @Override
        public Op op() {
            return Op.REMOVE_WATCHES;
        }
    }

    /** Asks whether there are watches. */
    record CheckWatches(ZPath path, WatcherType type) implements LinkRequest {
        @Override
        public Op op() {
            return Op.CHECK_WATCHES;
        }
    }

    /** An operation of this kind whose record could not be decoded. */
    record Undecodable(Op op) implements LinkRequest {}

    /** An operation that does not exist for clients: answered UNIMPLEMENTED, then closed. */
    record Unknown(int code) implements LinkRequest {
        @Override
        public Op op() {
            throw new UnsupportedOperationException("an unknown operation has no Op");
        }
    }
}
