package org.muster.zab.election;

import org.jspecify.annotations.Nullable;
import org.muster.model.ServerId;
import org.muster.model.peer.Announcement;
import org.muster.zab.quorum.QuorumRule;

/**
 * What an election needs to know of its ensemble.
 *
 * @param self this member; it votes if it is one of the voters
 * @param quorum the voters, and which of them suffice
 * @param config the text of the committed configuration, for notifications
 * @param announcement how this member makes itself known, for notifications
 */
public record ElectionSettings(
        ServerId self,
        QuorumRule quorum,
        String config,
        @Nullable Announcement announcement,
        ElectionTiming timing) {}
