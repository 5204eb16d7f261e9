/** Sockets: the ways to serve them, and those of clients, of which there are very many. */
package org.muster.server.sockets;
