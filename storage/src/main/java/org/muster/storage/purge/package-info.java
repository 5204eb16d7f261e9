/** Deleting what no recovery will need. */
package org.muster.storage.purge;
