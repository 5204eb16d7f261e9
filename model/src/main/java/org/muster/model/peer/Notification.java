package org.muster.model.peer;

import org.jspecify.annotations.Nullable;
import org.muster.model.ServerId;

/**
 * What a member tells another in an election.
 *
 * @param sender known from the connection, not part of the message
 * @param electionEpoch the sender's round that the vote belongs to; -1 after a reconfiguration
 * @param format {@link #FORMAT}, or what an older release sent
 * @param config the text of the sender's committed configuration, its version included
 * @param announcement only of a Muster, and only a hint
 * @param blank only of a Muster that looks for a leader and holds nothing
 */
public record Notification(
        ServerId sender,
        MemberState state,
        Vote vote,
        long electionEpoch,
        int format,
        @Nullable String config,
        @Nullable Announcement announcement,
        @Nullable Blank blank) {
    /** The format that Muster writes: the first one with a configuration. */
    public static final int FORMAT = 2;
}
