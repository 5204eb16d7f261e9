/** Propose, acknowledge, commit. */
package org.muster.zab.broadcast;
