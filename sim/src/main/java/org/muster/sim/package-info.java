/** The simulator: one server or an ensemble, disks and clients in one thread under one seed. */
package org.muster.sim;
