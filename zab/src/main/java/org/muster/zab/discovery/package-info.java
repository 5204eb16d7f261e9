/** How a leader and a quorum agree on an epoch that nobody else can have. */
package org.muster.zab.discovery;
