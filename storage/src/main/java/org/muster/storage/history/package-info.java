/** Reading back the history that lies in the log, for members that lack its end. */
package org.muster.storage.history;
