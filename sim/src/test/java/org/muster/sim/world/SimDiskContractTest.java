package org.muster.sim.world;

import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskContract;

/** The simulated disk keeps the contract that the real one keeps. */
final class SimDiskContractTest implements DiskContract {
    private final SimDisk disk = new SimDisk(Rng.ofSeed(1));

    @Override
    public Disk disk() {
        return disk;
    }
}
