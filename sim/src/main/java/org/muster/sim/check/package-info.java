/** What must hold, written from the specification: the model, and the checks against it. */
package org.muster.sim.check;
