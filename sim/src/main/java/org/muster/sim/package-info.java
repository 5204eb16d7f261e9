/** The simulator: one server, its disk and its clients in one thread under one seed. */
package org.muster.sim;
