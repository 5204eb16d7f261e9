/** Replacing everything by a snapshot that a leader sent. */
package org.muster.storage.install;
