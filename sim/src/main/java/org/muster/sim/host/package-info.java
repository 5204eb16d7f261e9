/** The simulated machine of one server: its process, its tasks, its disk, its restarts. */
package org.muster.sim.host;
