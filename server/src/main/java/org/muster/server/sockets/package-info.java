/** What clients' and members' sockets have in common. */
package org.muster.server.sockets;
