package org.muster.sim.host;

/** Damages a disk that nobody uses. */
public interface Damager {
    /** Does its damage; false if it found nothing to damage. */
    boolean damage(Volumes volumes, LogScan scan);
}
