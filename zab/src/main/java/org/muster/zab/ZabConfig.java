package org.muster.zab;

import org.muster.model.ServerId;
import org.muster.model.peer.Announcement;
import org.muster.model.peer.Membership;

/**
 * What the operator decided about a member's consensus, valid by construction.
 *
 * @param self this member
 * @param membership who votes and who observes; a member in neither list follows without a voice
 * @param configText {@code membership} as notifications and NEWLEADER carry it
 * @param announcement how this member makes itself known to other Musters
 * @param timing the intervals
 * @param limits the bounds
 */
public record ZabConfig(
        ServerId self,
        Membership membership,
        String configText,
        Announcement announcement,
        Timing timing,
        Limits limits) {

    /**
     * Intervals in milliseconds.
     *
     * @param tickIntervalMs how often the shell ticks, at least twice a {@code beatMs}
     * @param pingMs between two pings of the leader: half of the operator's tickTime
     * @param initMs patience until a learner is synchronised: initLimit × tickTime
     * @param syncMs patience with a silent peer that sends no beats: syncLimit × tickTime
     * @param beatMs between two beats of Muster peers
     * @param suspicionMs patience with a silent peer that sends beats
     * @param minNotificationMs first interval at which a vote is repeated
     * @param maxNotificationMs longest interval at which a vote is repeated
     */
    public record Timing(
            int tickIntervalMs,
            int pingMs,
            int initMs,
            int syncMs,
            int beatMs,
            int suspicionMs,
            int minNotificationMs,
            int maxNotificationMs) {
        /**
         * For how long a silent peer is borne.
         *
         * @param served whether it takes part in the broadcast
         * @param beats whether it sends beats
         */
        long patienceNs(boolean served, boolean beats) {
            int quietMs = served ? syncMs : initMs;
            return 1_000_000L * (beats ? suspicionMs : quietMs);
        }

        /** The reference's limits in ticks of {@code tickTimeMs}, with Muster's beats. */
        public static Timing of(int tickTimeMs, int initLimit, int syncLimit) {
            return new Timing(
                    Math.min(50, tickTimeMs),
                    Math.max(1, tickTimeMs / 2),
                    tickTimeMs * initLimit,
                    tickTimeMs * syncLimit,
                    100,
                    500,
                    200,
                    60_000);
        }
    }

    /**
     * Bounds.
     *
     * @param historyEntries committed transactions kept in memory for learners that lag
     * @param historyBytes the same by their bytes
     * @param alwaysSnapshot learners are never synchronised by parts of the history
     * @param lastCounter the counter at which a leader makes room for a new epoch
     */
    public record Limits(
            int historyEntries, long historyBytes, boolean alwaysSnapshot, int lastCounter) {
        private static final int LAST_COUNTER = 0xffff_fffe;

        /** Room for a learner that was away for a moment. */
        public static final Limits DEFAULT = new Limits(20_000, 64L << 20, false);

        /** The same, with all numbers of an epoch. */
        public Limits(int historyEntries, long historyBytes, boolean alwaysSnapshot) {
            this(historyEntries, historyBytes, alwaysSnapshot, LAST_COUNTER);
        }
    }
}
