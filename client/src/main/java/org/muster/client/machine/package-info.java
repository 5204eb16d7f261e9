/**
 * The session machine: what a client does for every byte, timer and call, without input, output,
 * clock or thread of its own. Begin with {@link org.muster.client.machine.SessionMachine}.
 */
package org.muster.client.machine;
