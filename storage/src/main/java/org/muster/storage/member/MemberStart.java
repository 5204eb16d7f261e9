package org.muster.storage.member;

import org.muster.model.Zxid;
import org.muster.storage.meta.EpochKeeper;
import org.muster.storage.recovery.Recovered;

/**
 * A member's disk, settled.
 *
 * @param last the last transaction in the state and on disk
 * @param epochs its promises and whether they can be relied on; for the thread of the log
 * @param loaded what the state was built from
 * @param first whether the directories hold nothing: the empty state's snapshot must be written
 *     before anything else
 */
public record MemberStart(Zxid last, EpochKeeper epochs, Recovered.Loaded loaded, boolean first) {}
