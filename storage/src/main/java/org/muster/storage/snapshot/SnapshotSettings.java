package org.muster.storage.snapshot;

import org.muster.storage.name.Compression;

/**
 * How snapshots are written.
 *
 * @param digest whether the digest section is written, as the reference is configured to read it
 * @param lastProcessed whether the section with the last zxid is written, likewise
 */
public record SnapshotSettings(Compression compression, boolean digest, boolean lastProcessed) {
    /** Uncompressed, with both sections, as the reference writes by default. */
    public static final SnapshotSettings DEFAULT =
            new SnapshotSettings(Compression.NONE, true, true);
}
