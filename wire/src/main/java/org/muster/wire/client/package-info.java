/** The client protocol: handshake, requests, replies and events, in both directions. */
package org.muster.wire.client;
