package org.muster.model.peer;

/**
 * A host as it was written (a name, or an address without brackets) and a port; prints as {@code
 * host:port}, an IPv6 address in brackets.
 */
public record HostPort(String host, int port) {
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]:" : host + ":") + port;
    }
}
