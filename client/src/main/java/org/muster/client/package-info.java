/**
 * A client for ZooKeeper's protocol: {@link org.muster.client.MusterClient} is where to begin.
 *
 * <p>Every operation returns at once and completes later, on a thread where nothing should block;
 * {@link org.muster.client.Blocking} offers the same as calls that wait. Every failure says whether
 * the operation was applied ({@link org.muster.client.Outcome}), and the client finds it out by
 * itself where that can be done. Every watch is a handle that closes, and says when it may have
 * missed something. A {@link org.muster.client.SessionLease} ends before the servers could give
 * away what depends on the session.
 */
package org.muster.client;
