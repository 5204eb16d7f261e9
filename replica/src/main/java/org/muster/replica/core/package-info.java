/** The core of a member: the order of all writes, and the sessions. */
package org.muster.replica.core;
