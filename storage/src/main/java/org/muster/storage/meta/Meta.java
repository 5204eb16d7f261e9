package org.muster.storage.meta;

import java.util.List;
import org.muster.model.Bytes;

/**
 * Muster's own memory of a data directory. Immutable; the {@code with} methods make changed ones.
 *
 * @param passwordKey the key of session passwords; secret
 * @param identity who this server is; empty bytes and zeros while it stands alone
 * @param epochs copy of the epoch files
 * @param snapshots the snapshots known when it was written, oldest first
 * @param sessionFloorMs a wall-clock time beyond which no session id was made by an earlier start,
 *     so that a clock set back does not repeat one; 0 before the first
 */
public record Meta(
        Bytes passwordKey,
        Identity identity,
        Epochs epochs,
        List<KnownFile> snapshots,
        long sessionFloorMs) {

    /** Ids take a millisecond for 65,536 sessions: room for 65 million in one life. */
    private static final long LIFE_MS = 1000;

    /** A server's place in its cluster; {@code incarnation} rises when it lost its memory. */
    public record Identity(Bytes clusterId, long serverId, long incarnation) {
        /** Of a server that stands alone. */
        public static final Identity ALONE = new Identity(Bytes.EMPTY, 0, 0);
    }

    /** What the epoch files say; -1 stands for an absent file. */
    public record Epochs(long accepted, long current) {
        /** There are no epoch files. */
        public static final Epochs NONE = new Epochs(-1, -1);
    }

    /** A file by name and size. */
    public record KnownFile(String name, long sizeBytes) {}

    /** The memory of a first start. */
    public static Meta fresh(Bytes passwordKey) {
        return new Meta(passwordKey, Identity.ALONE, Epochs.NONE, List.of(), 0);
    }

    /** The same with other snapshots. */
    public Meta withSnapshots(List<KnownFile> known) {
        return new Meta(passwordKey, identity, epochs, List.copyOf(known), sessionFloorMs);
    }

    /** The same with other epochs. */
    public Meta withEpochs(Epochs other) {
        return new Meta(passwordKey, identity, other, snapshots, sessionFloorMs);
    }

    /** The same with another identity. */
    public Meta withIdentity(Identity other) {
        return new Meta(passwordKey, other, epochs, snapshots, sessionFloorMs);
    }

    /**
     * The same for a start at the wall-clock time {@code nowMs} over a log whose latest time is
     * {@code latestMs}: the ids it makes from {@link #idBaseMs} on lie below the new floor.
     */
    public Meta forStart(long nowMs, long latestMs) {
        long floorMs = idBaseMs(nowMs, latestMs) + LIFE_MS;
        return new Meta(passwordKey, identity, epochs, snapshots, floorMs);
    }

    /** The time from which that start makes its session ids. */
    public long idBaseMs(long nowMs, long latestMs) {
        return Math.max(sessionFloorMs, Math.max(nowMs, latestMs));
    }
}
