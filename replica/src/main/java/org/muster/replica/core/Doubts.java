package org.muster.replica.core;

import org.muster.model.Zxid;

/** Learns when a member's own state is not the one that others say it must be. */
interface Doubts {
    /**
     * The transaction {@code zxid} was made on another state, perhaps by a server of other ways.
     */
    void differs(Zxid zxid);

    /** It was made by a Muster, and so this member's state is not what was agreed on. */
    void proven(Zxid zxid);
}
