package org.muster.storage.meta;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.Zxid;
import org.muster.storage.name.SnapshotName;

/**
 * Muster's own memory of a data directory. Immutable; the {@code with} methods make changed ones.
 *
 * @param passwordKey the key of session passwords; secret
 * @param identity who this server is; empty bytes and zeros while it stands alone
 * @param snapshots the snapshots known when it was written, oldest first
 * @param foreign those of them that another server wrote
 * @param lives when it opened the sessions that are alive
 * @param install a snapshot that is about to replace everything else here
 */
public record Meta(
        Bytes passwordKey,
        Identity identity,
        List<KnownFile> snapshots,
        List<KnownFile> foreign,
        Lives lives,
        Optional<Install> install) {

    /** A server's place in its cluster; {@code incarnation} rises when it lost its memory. */
    public record Identity(Bytes clusterId, long serverId, long incarnation) {
        /** Of a server that stands alone. */
        public static final Identity ALONE = new Identity(Bytes.EMPTY, 0, 0);
    }

    /** A file by name and size. */
    public record KnownFile(String name, long sizeBytes) {
        /** Snapshots by the age of what they hold. */
        public static final Comparator<KnownFile> OLDEST_FIRST =
                Comparator.comparing(file -> SnapshotName.parse(file.name()).orElseThrow());
    }

    /**
     * A snapshot of {@code zxid} that was received whole: once {@code file}, whose bytes have the
     * CRC-32C {@code crc}, has its name, all other logs and snapshots belong to no history.
     */
    public record Install(Zxid zxid, KnownFile file, int crc) {}

    /** The memory of a first start. */
    public static Meta fresh(Bytes passwordKey) {
        return new Meta(
                passwordKey, Identity.ALONE, List.of(), List.of(), Lives.NONE, Optional.empty());
    }

    /** The same with other snapshots; what this does not know as Muster's is another server's. */
    public Meta withSnapshots(List<KnownFile> known) {
        List<KnownFile> others = known.stream().filter(file -> !isOwn(file)).toList();
        return new Meta(passwordKey, identity, List.copyOf(known), others, lives, install);
    }

    /** The same with one more snapshot that Muster writes, perhaps in place of one so named. */
    public Meta withOwn(KnownFile file) {
        List<KnownFile> known = new ArrayList<>(snapshots);
        List<KnownFile> others = new ArrayList<>(foreign);
        known.removeIf(one -> one.name().equals(file.name()));
        others.removeIf(one -> one.name().equals(file.name()));
        known.add(file);
        known.sort(KnownFile.OLDEST_FIRST);
        return new Meta(
                passwordKey, identity, List.copyOf(known), List.copyOf(others), lives, install);
    }

    /** Whether Muster wrote this snapshot: another server may have put one of its own there. */
    public boolean isOwn(KnownFile file) {
        return snapshots.contains(file) && !foreign.contains(file);
    }

    /** The same with another identity. */
    public Meta withIdentity(Identity other) {
        return new Meta(passwordKey, other, snapshots, foreign, lives, install);
    }

    /** The same with another installation under way, or none. */
    public Meta withInstall(Optional<Install> other) {
        return new Meta(passwordKey, identity, snapshots, foreign, lives, other);
    }

    /** The same with only those lives in which any of {@code alive} was opened. */
    public Meta withSessions(List<SessionId> alive) {
        return new Meta(passwordKey, identity, snapshots, foreign, lives.of(alive), install);
    }

    /**
     * The same for a start at the wall-clock time {@code nowMs} over a log whose latest time is
     * {@code latestMs}: the ids it makes from {@link #idBaseMs} on lie below the new floor.
     */
    public Meta forStart(long nowMs, long latestMs) {
        Lives more = lives.with(idBaseMs(nowMs, latestMs));
        return new Meta(passwordKey, identity, snapshots, foreign, more, install);
    }

    /** The time from which that start makes its session ids. */
    public long idBaseMs(long nowMs, long latestMs) {
        return Math.max(lives.floorMs(), Math.max(nowMs, latestMs));
    }
}
