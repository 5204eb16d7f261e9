/** A state as a stream of records. */
package org.muster.model.snapshot;
