package org.muster.storage.meta;

import java.util.List;
import java.util.Optional;
import org.muster.model.Bytes;
import org.muster.model.Zxid;

/**
 * Muster's own memory of a data directory. Immutable; the {@code with} methods make changed ones.
 *
 * @param passwordKey the key of session passwords; secret
 * @param identity who this server is; empty bytes and zeros while it stands alone
 * @param snapshots the snapshots known when it was written, oldest first
 * @param sessionFloorMs a wall-clock time beyond which no session id was made by an earlier start,
 *     so that a clock set back does not repeat one; 0 before the first
 * @param install a snapshot that is about to replace everything else here
 */
public record Meta(
        Bytes passwordKey,
        Identity identity,
        List<KnownFile> snapshots,
        long sessionFloorMs,
        Optional<Install> install) {

    /** Ids take a millisecond for 65,536 sessions: room for 65 million in one life. */
    private static final long LIFE_MS = 1000;

    /** A server's place in its cluster; {@code incarnation} rises when it lost its memory. */
    public record Identity(Bytes clusterId, long serverId, long incarnation) {
        /** Of a server that stands alone. */
        public static final Identity ALONE = new Identity(Bytes.EMPTY, 0, 0);
    }

    /** A file by name and size. */
    public record KnownFile(String name, long sizeBytes) {}

    /**
     * A snapshot of {@code zxid} that was received whole: once {@code file}, whose bytes have the
     * CRC-32C {@code crc}, has its name, all other logs and snapshots belong to no history.
     */
    public record Install(Zxid zxid, KnownFile file, int crc) {}

    /** The memory of a first start. */
    public static Meta fresh(Bytes passwordKey) {
        return new Meta(passwordKey, Identity.ALONE, List.of(), 0, Optional.empty());
    }

    /** The same with other snapshots. */
    public Meta withSnapshots(List<KnownFile> known) {
        return new Meta(passwordKey, identity, List.copyOf(known), sessionFloorMs, install);
    }

    /** The same with another identity. */
    public Meta withIdentity(Identity other) {
        return new Meta(passwordKey, other, snapshots, sessionFloorMs, install);
    }

    /** The same with another installation under way, or none. */
    public Meta withInstall(Optional<Install> other) {
        return new Meta(passwordKey, identity, snapshots, sessionFloorMs, other);
    }

    /**
     * The same for a start at the wall-clock time {@code nowMs} over a log whose latest time is
     * {@code latestMs}: the ids it makes from {@link #idBaseMs} on lie below the new floor.
     */
    public Meta forStart(long nowMs, long latestMs) {
        long floorMs = idBaseMs(nowMs, latestMs) + LIFE_MS;
        return new Meta(passwordKey, identity, snapshots, floorMs, install);
    }

    /** The time from which that start makes its session ids. */
    public long idBaseMs(long nowMs, long latestMs) {
        return Math.max(sessionFloorMs, Math.max(nowMs, latestMs));
    }
}
