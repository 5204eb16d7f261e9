/** Clients: what they ask for, how they connect, and how some of them misbehave. */
package org.muster.sim.workload;
