/** Reads what lies on disk again, to find damage before it is needed. */
package org.muster.storage.scrub;
