package org.muster.client.machine;

import org.muster.model.peer.HostPort;

/** One address of one host: what is written in the list, and what it resolved to. */
public record Endpoint(HostPort host, String address) {
    @Override
    public String toString() {
        return host.host().equals(address) ? host.toString() : host + " (" + address + ")";
    }
}
