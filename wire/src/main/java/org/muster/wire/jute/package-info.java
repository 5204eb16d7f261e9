/** The primitive encodings of ZooKeeper's records ("jute") with their limits. */
package org.muster.wire.jute;
