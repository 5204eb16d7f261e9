/** What a server says on stderr. */
package org.muster.server.log;
