package org.muster.sim.host;

import java.util.List;
import org.muster.sim.world.DiskFaults;
import org.muster.sim.world.Rng;
import org.muster.sim.world.SimDisk;
import org.muster.storage.recovery.Directories;

/** The disks of a machine: one for everything, or one for snapshots and one for logs. */
public final class Volumes {
    private static final long PLENTY = Long.MAX_VALUE / 2;

    private final SimDisk snapshots;
    private final SimDisk logs;

    private Volumes(SimDisk snapshots, SimDisk logs) {
        this.snapshots = snapshots;
        this.logs = logs;
    }

    /** Empty; {@code rng} decides what power losses take. */
    public static Volumes empty(Rng rng, boolean separate) {
        SimDisk logs = new SimDisk(rng.stream("disk"));
        return new Volumes(separate ? new SimDisk(rng.stream("disk.snapshots")) : logs, logs);
    }

    boolean areSeparate() {
        return snapshots != logs;
    }

    SimDisk snapshots() {
        return snapshots;
    }

    SimDisk logs() {
        return logs;
    }

    private List<SimDisk> all() {
        return areSeparate() ? List.of(snapshots, logs) : List.of(logs);
    }

    Directories directories() {
        return areSeparate() ? Directories.separate(snapshots, logs) : Directories.single(logs);
    }

    /** Who decides from now on what goes wrong. */
    public void setFaults(DiskFaults faults) {
        all().forEach(disk -> disk.setFaults(faults));
    }

    /** One of the disks is nearly full from now on. */
    public void fill(Rng rng) {
        List<SimDisk> disks = all();
        disks.get(rng.nextInt(disks.size())).setFreeBytes(rng.between(0, 20_000));
    }

    /** There is room again. */
    public void makeRoom() {
        all().forEach(disk -> disk.setFreeBytes(PLENTY));
    }

    boolean failedSyncLately() {
        return all().stream().anyMatch(SimDisk::failedSyncLately);
    }

    /** What failed syncs left to memory alone has been written anew. */
    void forgetFailedSyncs() {
        all().forEach(SimDisk::forgetFailedSyncs);
    }

    void loseProcess() {
        all().forEach(SimDisk::loseProcess);
    }

    void losePower(double kept, boolean inOrder) {
        all().forEach(disk -> disk.losePower(kept, inOrder));
    }

    /** What would be found if the power failed now and took everything it may take. */
    Volumes afterPowerLoss() {
        SimDisk image = logs.worstCase();
        return new Volumes(areSeparate() ? snapshots.worstCase() : image, image);
    }

    /** What would be found if the process died now: everything it wrote. */
    Volumes afterCrash() {
        Volumes image = copy();
        image.setFaults(DiskFaults.NONE);
        image.makeRoom();
        image.loseProcess();
        return image;
    }

    /** Independent disks with the same content. */
    Volumes copy() {
        SimDisk copy = logs.copy();
        return new Volumes(areSeparate() ? snapshots.copy() : copy, copy);
    }
}
