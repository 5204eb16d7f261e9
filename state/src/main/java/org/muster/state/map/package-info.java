/** A persistent ordered map, for the indexes of the state. */
package org.muster.state.map;
