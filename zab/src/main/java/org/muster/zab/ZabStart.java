package org.muster.zab;

import org.muster.model.Epoch;
import org.muster.model.Zxid;

/**
 * What a member finds on its disk when it starts.
 *
 * @param accepted the highest epoch it has promised to
 * @param current the epoch whose initial history it has accepted
 * @param last the last transaction of its log, all of which its replica has applied
 * @param historyStart where the history kept on disk begins: everything after it can be read back
 * @param standing whether its vote counts
 */
public record ZabStart(
        Epoch accepted, Epoch current, Zxid last, Zxid historyStart, Standing standing) {

    /** Whether what a member says about its history can be relied on; ever less. */
    public enum Standing {
        /** It holds everything it ever vouched for. */
        INTACT,
        /** Its disk is damaged behind {@code last}: it may only learn, until it is repaired. */
        SUSPECT,
        /**
         * It holds nothing, and cannot know whether it ever did: it may only learn, unless no voter
         * holds anything. Once it has followed a leader it is AMNESIAC.
         */
        EMPTY,
        /** It has forgotten what it promised: it may only learn, until it is re-admitted. */
        AMNESIAC
    }
}
