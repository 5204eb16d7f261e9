package org.muster.storage.snapshot;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.muster.model.TreeDigest;
import org.muster.model.Zxid;
import org.muster.storage.name.SnapshotName;

/**
 * What a whole, sealed snapshot says of itself.
 *
 * @param digestAt the zxid its digest belongs to, above the name's if it was taken while writes
 *     went on; zero or absent if unknown
 * @param digest the tree's digest then, null if there is none or one of an unknown formula
 * @param lastProcessed what it says was applied last, if it says so
 */
public record SnapshotSummary(
        SnapshotName name,
        Counts counts,
        Zxid digestAt,
        @Nullable TreeDigest digest,
        OptionalLong lastProcessed) {

    /** How much is in it; {@code contentBytes} is uncompressed. */
    public record Counts(int sessions, int acls, long nodes, long contentBytes) {}
}
