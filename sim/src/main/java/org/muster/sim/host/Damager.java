package org.muster.sim.host;

import org.muster.sim.world.SimDisk;

/** Damages a disk that nobody uses. */
public interface Damager {
    /** Does its damage; false if it found nothing to damage. */
    boolean damage(SimDisk disk, LogScan scan);
}
