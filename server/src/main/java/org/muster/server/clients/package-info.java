/** Clients' sockets: frames in, frames out, four-letter words, and what is admitted at all. */
package org.muster.server.clients;
