/**
 * Sockets, clocks and every thread of the client: what the session machine wants done, is done
 * here.
 */
package org.muster.client.transport;
