/**
 * The sockets between members: election connections and quorum connections, all served by one event
 * loop.
 */
package org.muster.server.peers;
