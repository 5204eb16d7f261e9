package org.muster.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The server lines of a configuration, as far as a lone server must understand them. */
final class Membership {
    private static final String PREFIX = "server.";
    private static final String FORM =
            "the form is host:port:port[:participant|:observer][;[host:]clientPort]";

    private Membership() {}

    /** Where a server line says that clients connect. */
    record ClientAddress(String host, int port) {}

    /** Whether this key is a server line. */
    static boolean concerns(String key) {
        return key.startsWith(PREFIX)
                && key.length() > PREFIX.length()
                && key.substring(PREFIX.length()).chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * The client address in the only server line, if there are one line and an address.
     *
     * @throws ConfigException if there are several lines, or one that is malformed
     */
    static Optional<ClientAddress> requireAlone(List<Setting> settings) throws ConfigException {
        List<Setting> lines = new ArrayList<>();
        for (Setting setting : settings) {
            if (concerns(setting.key())) {
                lines.removeIf(earlier -> earlier.key().equals(setting.key()));
                lines.add(setting);
            }
        }
        if (lines.size() > 1) {
            throw new ConfigException(
                    lines.getFirst().origin()
                            + ": "
                            + lines.size()
                            + " server lines ask for an ensemble, and ensembles are not built yet;"
                            + " one line, or none, starts a standalone server");
        }
        return lines.isEmpty() ? Optional.empty() : clientAddress(lines.getFirst());
    }

    private static Optional<ClientAddress> clientAddress(Setting line) throws ConfigException {
        int semicolon = line.value().indexOf(';');
        String server = semicolon < 0 ? line.value() : line.value().substring(0, semicolon);
        for (String address : server.split("\\|", -1)) {
            requirePeerAddress(line, address.strip());
        }
        if (semicolon < 0) {
            return Optional.empty();
        }
        String client = line.value().substring(semicolon + 1).strip();
        int colon = client.lastIndexOf(':');
        String host = colon < 0 ? "0.0.0.0" : client.substring(0, colon);
        return Optional.of(new ClientAddress(host, port(line, client.substring(colon + 1))));
    }

    private static void requirePeerAddress(Setting line, String address) throws ConfigException {
        int hostEnd = address.startsWith("[") ? address.indexOf(']') + 1 : address.indexOf(':');
        if (hostEnd <= 0 || hostEnd >= address.length() || address.charAt(hostEnd) != ':') {
            throw line.refuse(FORM);
        }
        String[] parts = address.substring(hostEnd + 1).split(":", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw line.refuse(FORM);
        }
        int quorumPort = port(line, parts[0]);
        int electionPort = port(line, parts[1]);
        if (quorumPort == electionPort) {
            throw line.refuse("the two ports must be different");
        }
        if (parts.length == 3) {
            String role = parts[2].toLowerCase(Locale.ROOT);
            if (role.equals("observer")) {
                throw line.refuse("an observer needs participants");
            } else if (!role.equals("participant")) {
                throw line.refuse(FORM);
            }
        }
    }

    private static int port(Setting line, String text) throws ConfigException {
        if (!new Rule.Whole(1, 65_535).accepts(text.strip())) {
            throw line.refuse(FORM);
        }
        return Integer.parseInt(text.strip());
    }
}
