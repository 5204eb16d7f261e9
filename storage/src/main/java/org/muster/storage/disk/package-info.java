/** The port through which storage reaches one directory of a disk, and the real disk behind it. */
package org.muster.storage.disk;
