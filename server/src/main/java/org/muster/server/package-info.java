/** The composition root: a server as a whole, started and stopped. */
package org.muster.server;
