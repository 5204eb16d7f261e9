package org.muster.sim.host;

import org.jspecify.annotations.Nullable;
import org.muster.model.Zxid;
import org.muster.sim.world.Rng;
import org.muster.storage.member.Standing;

/** The disks of a machine over its lives: what is safe on them, and what was done to them. */
public final class Disks {
    private final boolean synced;
    private Volumes volumes;
    private LogScan log;
    private SnapshotScan snapshots;
    private long vouched;
    private long kept = Long.MAX_VALUE;
    private boolean harmed;
    private boolean everHarmed;
    private boolean begun;

    /** Whether the member on them was empty and has not been given a vote since. */
    private boolean blank;

    private @Nullable Volumes beforeDamage;

    /** The disks {@code volumes}, of which with {@code synced} only what was synced counts. */
    Disks(Volumes volumes, boolean synced) {
        this.volumes = volumes;
        this.synced = synced;
        this.log = new LogScan(volumes.logs(), synced);
        this.snapshots = new SnapshotScan(volumes.snapshots(), synced);
    }

    /** The disks as they are now. */
    Volumes volumes() {
        return volumes;
    }

    /** Whether no power loss can take {@code zxid} from them. */
    public boolean holdsDurably(long zxid) {
        return durableNow() >= zxid;
    }

    /** Whether they were ever damaged. */
    public boolean wasEverHarmed() {
        return everHarmed;
    }

    /** Whether they were damaged, and nobody has repaired them. */
    public boolean isHarmed() {
        return harmed;
    }

    /** Whether they were empty, without anybody's doing, and the member has not voted since. */
    boolean areNew() {
        return blank && !harmed;
    }

    /** Whether the member on them has a vote, as far as they know. */
    public boolean isSound() {
        return !harmed && !blank;
    }

    /** Whether there was ever anything on them. */
    boolean hasBegun() {
        return begun;
    }

    /** The last transaction that no power loss can take from log and snapshots. */
    long durableNow() {
        return Math.max(log.durableUpTo(), snapshots.durableUpTo());
    }

    /** What they held durably before anybody damaged them: all that may have been vouched for. */
    long vouched() {
        return vouched;
    }

    /** The process has ended. */
    void loseProcess() {
        volumes.loseProcess();
        if (!harmed) {
            vouched = Math.min(durableNow(), kept);
        }
    }

    /** Damages the disks of a switched-off machine; a copy is kept for the operator. */
    void damage(Damager damager) {
        Volumes copy = volumes.copy();
        if (damager.damage(volumes, new LogScan(volumes.logs(), synced))) {
            harmed = true;
            everHarmed = true;
            if (beforeDamage == null) {
                beforeDamage = copy;
            }
        }
    }

    /** Empty ones take their place. */
    void wipe(Rng rng) {
        volumes = Volumes.empty(rng, volumes.areSeparate());
        rescan();
        harmed = true;
        everHarmed = true;
    }

    /** The operator puts the copy from before the damage back; false if there is none. */
    boolean restore() {
        Volumes intact = beforeDamage;
        if (intact == null) {
            return false;
        }
        beforeDamage = null;
        volumes = intact;
        volumes.makeRoom();
        rescan();
        return true;
    }

    /** A server alone serves what it found; whether there had been damage. */
    boolean served() {
        boolean damaged = beforeDamage != null;
        beforeDamage = null;
        rescan();
        return damaged;
    }

    /**
     * A member begins with what is on them. That they are empty at first is no harm done to them.
     */
    void begun(Standing standing) {
        boolean intact = standing instanceof Standing.Intact;
        begun = true;
        rescan();
        blank = standing instanceof Standing.Empty || (blank && !intact);
        harmed = blank ? harmed : !intact;
        everHarmed |= harmed;
        if (intact) {
            beforeDamage = null;
            volumes.forgetFailedSyncs();
        }
    }

    /** The member holds what it must, so its word counts. */
    void trusted() {
        blank = false;
        harmed = false;
    }

    /**
     * A leader wants everything behind {@code to} forgotten or replaced. What replaces it is
     * vouched for once it is the history, not when it has come to the disk.
     */
    void forgets(Zxid to) {
        kept = Math.min(to.value(), durableNow());
        vouched = Math.min(vouched, to.value());
    }

    /** The history on them is another one. */
    void rescan() {
        kept = Long.MAX_VALUE;
        log = new LogScan(volumes.logs(), synced);
        snapshots = new SnapshotScan(volumes.snapshots(), synced);
    }
}
