/** What operators ask a running server: the four-letter words. */
package org.muster.server.admin;
