/** Snapshots in Apache ZooKeeper's format: written in steps, read in one pass. */
package org.muster.storage.snapshot;
