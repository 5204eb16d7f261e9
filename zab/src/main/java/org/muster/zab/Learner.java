package org.muster.zab;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.Beat;
import org.muster.model.peer.Feature;
import org.muster.model.peer.Features;

/** One learner as its leader knows it. Holds the facts only. */
final class Learner {
    /** How far a learner is. */
    enum Stage {
        /** It has not said who it is. */
        UNKNOWN,
        /** It waits for the epoch. */
        GREETED,
        /** It was asked to promise the epoch. */
        ASKED,
        /** It has promised, and waits for a quorum to do so. */
        PROMISED,
        /** The disk is asked where its history ends. */
        SOUGHT,
        /** It gets the initial history; the broadcast reaches it behind that. */
        SYNCING,
        /** It holds the initial history, and waits for a quorum to do so. */
        READY,
        /** It is served. */
        ACTIVE
    }

    final long link;
    Stage stage = Stage.UNKNOWN;
    ServerId id = ServerId.NONE;
    boolean observer;

    /** Whether its acknowledgements count. */
    boolean votes;

    /** What both may use of Muster's own; nothing if it is no Muster. */
    Features agreed = Features.NONE;

    boolean isMuster;

    /** The end of its history when it promised. */
    Zxid last = Zxid.ZERO;

    /** It asked for a history from the beginning. */
    boolean wantsAll;

    /** The last proposal sent to it. */
    Zxid sent = Zxid.ZERO;

    /** The last commit it was told of. */
    Zxid told = Zxid.ZERO;

    /** What was committed when it was sent NEWLEADER: it holds that once it acknowledges it. */
    Zxid initial = Zxid.ZERO;

    /** Up to where its disk is known to reach, this epoch's initial history included. */
    Zxid acked = Zxid.ZERO;

    /** When it was last heard, on the patient clock. */
    long heardNs;

    /** A moment of this leader's clock after which it was certainly still following. */
    long followedNs = Long.MIN_VALUE;

    /** The pings not answered yet, oldest first. */
    final ArrayDeque<Pinged> pings = new ArrayDeque<>();

    /** A ping: its zxid, which the answer repeats, and when it was sent. */
    record Pinged(Zxid proposed, long sentNs) {}

    @Nullable Beat lastBeat;
    long lastBeatNs;

    Learner(long link, long heardNs) {
        this.link = link;
        this.heardNs = heardNs;
    }

    boolean takesPart() {
        return stage.compareTo(Stage.SYNCING) >= 0;
    }

    /**
     * Before it has acknowledged the initial history it may hold proposals and not have entered the
     * epoch: a restart would make its vote lose against those that lack them.
     */
    boolean countsForCommits() {
        return votes && stage.compareTo(Stage.READY) >= 0;
    }

    boolean isServed() {
        return stage == Stage.ACTIVE;
    }

    boolean beats() {
        return agreed.has(Feature.BEATS);
    }
}
