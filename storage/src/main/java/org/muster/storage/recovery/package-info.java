/** From what lies on the disk to a state that may be served, or to a report why not. */
package org.muster.storage.recovery;
