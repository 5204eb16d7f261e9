/** The transaction log in Apache ZooKeeper's format: written in batches, read frame by frame. */
package org.muster.storage.log;
