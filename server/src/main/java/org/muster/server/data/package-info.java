/** From data directories to a state that may be served. */
package org.muster.server.data;
