package org.muster.client;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.peer.HostPort;

/** What a connection string says: {@code h1:2181,[::1]:2182/app}. */
record HostList(List<HostPort> hosts, String chroot) {
    private static final int DEFAULT_PORT = 2181;

    /** Throws a usage error if the text is not such a list. */
    static HostList parse(String text) {
        int slash = text.indexOf('/');
        String chroot = slash < 0 ? "/" : text.substring(slash);
        List<HostPort> hosts = new ArrayList<>();
        for (String part : (slash < 0 ? text : text.substring(0, slash)).split(",", -1)) {
            hosts.add(host(part.strip(), text));
        }
        return new HostList(List.copyOf(hosts), chroot);
    }

    private static HostPort host(String part, String text) {
        String host = part;
        String port = "";
        int bracket = part.indexOf(']');
        if (part.startsWith("[") && bracket > 0) {
            host = part.substring(1, bracket);
            String rest = part.substring(bracket + 1);
            if (!rest.isEmpty() && !rest.startsWith(":")) {
                throw bad(text);
            }
            port = rest.isEmpty() ? "" : rest.substring(1);
        } else {
            int colon = part.indexOf(':');
            if (colon >= 0 && part.indexOf(':', colon + 1) < 0) {
                host = part.substring(0, colon);
                port = part.substring(colon + 1);
            }
        }
        if (host.isEmpty()) {
            throw bad(text);
        }
        return new HostPort(host, port.isEmpty() ? DEFAULT_PORT : port(port, text));
    }

    private static int port(String digits, String text) {
        if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 65_535) {
            throw bad(text);
        }
        return Integer.parseInt(digits);
    }

    private static MusterException bad(String text) {
        return Problem.of(
                        Code.BAD_ARGUMENTS,
                        Outcome.NOT_APPLIED,
                        "",
                        "'" + text + "' is no list of hosts like h1:2181,[::1]:2182/app")
                .exception();
    }
}
