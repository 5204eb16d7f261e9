package org.muster.client;

import java.time.Duration;
import org.muster.model.Zxid;

/** How a single call should be made. */
public sealed interface CallOption {

    /** It must end after this time at the latest; the default is the client's. */
    record Within(Duration time) implements CallOption {}

    /** How new what a read shows must be. */
    enum Consistency implements CallOption {
        /** As new as the server at hand is, and never older than what this client has seen. */
        LOCAL,
        /** The server catches up with its leader first. */
        SYNCED,
        /** As new as anything any client was told before the call: a majority is asked first. */
        LINEARIZABLE
    }

    /** A read shows at least this transaction, of which another client may have told. */
    record AtLeast(Zxid zxid) implements CallOption {}

    /** What to do when the answer to a write is lost with the connection. */
    enum Retry implements CallOption {
        /** Find out what became of it; do it again only if it was certainly not applied. */
        RESOLVE,
        /** Do it again, though it may be applied twice. */
        AT_LEAST_ONCE
    }

    /** The call ends after {@code time} at the latest. */
    static CallOption within(Duration time) {
        return new Within(time);
    }

    /** A read shows at least transaction {@code zxid}. */
    static CallOption atLeast(Zxid zxid) {
        return new AtLeast(zxid);
    }
}
