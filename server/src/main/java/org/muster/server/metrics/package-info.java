/** What a server counts and measures of itself. */
package org.muster.server.metrics;
