/** A front of a member: its connections from accept to close, their reads and their watches. */
package org.muster.replica.front;
