/** Which connection waits for which change, and whom a change concerns. */
package org.muster.replica.watch;
