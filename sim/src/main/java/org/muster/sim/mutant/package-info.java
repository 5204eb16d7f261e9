/** Planted bugs: one-place changes of the server's code, made while a class is loaded. */
package org.muster.sim.mutant;
