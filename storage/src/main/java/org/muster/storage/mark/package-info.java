/** The sync mark: a small file that remembers how far the log was known to be durable. */
package org.muster.storage.mark;
