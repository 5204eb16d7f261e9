/** The records of a snapshot file, one by one; seals and files are storage's. */
package org.muster.wire.snapshot;
