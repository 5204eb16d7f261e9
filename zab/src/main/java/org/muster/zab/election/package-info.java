/** Who leads: fast leader election, as ZooKeeper's servers speak it. */
package org.muster.zab.election;
