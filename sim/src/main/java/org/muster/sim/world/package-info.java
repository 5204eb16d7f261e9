/** Time, chance, the disk, the network and the record of what happened. */
package org.muster.sim.world;
