package org.muster.model.peer;

import java.util.Comparator;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;

/**
 * Whom a server wants as leader; the greater vote wins. That a candidate without weight never wins
 * is for the quorum rule to know.
 *
 * @param zxid the last one in the leader's log
 * @param peerEpoch the leader's current epoch; of a settled ensemble, the established one
 */
public record Vote(ServerId leader, Zxid zxid, Epoch peerEpoch) implements Comparable<Vote> {
    /** Of a server that may not vote: an observer. */
    public static final Vote NONE = new Vote(ServerId.NONE, new Zxid(Long.MIN_VALUE), Epoch.NONE);

    private static final Comparator<Vote> ORDER =
            Comparator.comparing(Vote::peerEpoch)
                    .thenComparing(Vote::zxid)
                    .thenComparing(Vote::leader);

    @Override
    public int compareTo(Vote other) {
        return ORDER.compare(this, other);
    }
}
