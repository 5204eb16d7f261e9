package org.muster.server.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.muster.model.ServerId;
import org.muster.model.peer.HostPort;

/**
 * A member of an ensemble, as a {@code server.N} line describes it.
 *
 * @param observer whether it follows without voting
 * @param addresses where other members reach it, at least one
 * @param client where clients connect, if the line says so
 */
public record ServerLine(
        ServerId sid, boolean observer, List<Address> addresses, Optional<HostPort> client) {
    private static final String PREFIX = "server.";
    private static final String FORM =
            "the form is host:port:port[:participant|:observer][|...][;[host:]clientPort]";
    private static final String ANY_HOST = "0.0.0.0";

    /** Ids are the top byte of session ids. */
    static final Rule.Whole SID = new Rule.Whole(0, 255);

    private static final Rule.Whole PORT = new Rule.Whole(1, 65_535);

    /** One address of a member: for learners, and for elections; prints as in a server line. */
    public record Address(String host, int quorumPort, int electionPort) {
        @Override
        public String toString() {
            return new HostPort(host, quorumPort) + ":" + electionPort;
        }

        /** Where elections are held. */
        public HostPort election() {
            return new HostPort(host, electionPort);
        }

        /** Where learners connect. */
        public HostPort quorum() {
            return new HostPort(host, quorumPort);
        }
    }

    /** Whether {@code key} is that of a server line, well-formed or not. */
    static boolean concerns(String key) {
        return key.startsWith(PREFIX);
    }

    /**
     * The member that {@code line} describes.
     *
     * @throws ConfigException if the line is malformed
     */
    static ServerLine read(Setting line) throws ConfigException {
        String number = line.key().substring(PREFIX.length());
        if (!SID.accepts(number)) {
            throw line.refuse("the id of a server is " + SID.allowed());
        }
        ServerId sid = new ServerId(Long.parseLong(number));
        List<String> parts = pieces(line.value(), ';');
        if (parts.size() > 2) {
            throw line.refuse(FORM);
        }
        Optional<HostPort> client =
                parts.size() == 1 ? Optional.empty() : Optional.of(client(line, parts.get(1)));
        List<Address> addresses = new ArrayList<>();
        Optional<Boolean> observer = Optional.empty();
        for (String piece : pieces(parts.get(0), '|')) {
            List<String> fields = fields(line, piece);
            if (fields.size() < 3 || fields.size() > 4) {
                throw line.refuse(FORM);
            }
            addresses.add(address(line, fields));
            if (fields.size() == 4) {
                boolean named = isObserver(line, fields.get(3));
                if (observer.isPresent() && observer.get() != named) {
                    throw line.refuse("all addresses must name the same role");
                }
                observer = Optional.of(named);
            }
        }
        return new ServerLine(sid, observer.orElse(false), List.copyOf(addresses), client);
    }

    private static Address address(Setting line, List<String> fields) throws ConfigException {
        int quorumPort = port(line, fields.get(1));
        int electionPort = port(line, fields.get(2));
        if (quorumPort == electionPort) {
            throw line.refuse("the two ports must be different");
        }
        return new Address(fields.get(0), quorumPort, electionPort);
    }

    private static boolean isObserver(Setting line, String role) throws ConfigException {
        return switch (role.toLowerCase(Locale.ROOT)) {
            case "observer" -> true;
            case "participant" -> false;
            default -> throw line.refuse(FORM);
        };
    }

    private static HostPort client(Setting line, String text) throws ConfigException {
        List<String> fields = text.indexOf(':') < 0 ? List.of(ANY_HOST, text) : fields(line, text);
        if (fields.size() != 2) {
            throw line.refuse(FORM);
        }
        return new HostPort(fields.get(0), port(line, fields.get(1)));
    }

    /** A host, an IPv6 address without its brackets, and what follows it between colons. */
    private static List<String> fields(Setting line, String text) throws ConfigException {
        String stripped = text.strip();
        List<String> fields = new ArrayList<>();
        String rest = stripped;
        if (stripped.startsWith("[")) {
            int bracket = stripped.indexOf("]:");
            if (bracket < 0) {
                throw line.refuse(FORM);
            }
            fields.add(stripped.substring(1, bracket));
            rest = stripped.substring(bracket + 2);
        }
        for (String field : pieces(rest, ':')) {
            fields.add(field.strip());
        }
        if (!isHost(fields.getFirst())) {
            throw line.refuse(FORM);
        }
        return fields;
    }

    /** Whether {@code text} can stand in a server line and be read back. */
    private static boolean isHost(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> c > ' ' && c < 127 && "[]|;=\\".indexOf(c) < 0);
    }

    private static int port(Setting line, String text) throws ConfigException {
        if (!PORT.accepts(text.strip())) {
            throw line.refuse(FORM);
        }
        return Integer.parseInt(text.strip());
    }

    private static List<String> pieces(String text, char divider) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(divider); at >= 0; at = text.indexOf(divider, from)) {
            pieces.add(text.substring(from, at));
            from = at + 1;
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    /** The line as it is exchanged between members and shown to clients. */
    public String text() {
        String where =
                addresses.stream()
                        .sorted(Comparator.comparing(Address::host))
                        .map(Address::toString)
                        .collect(Collectors.joining("|"));
        return PREFIX
                + sid
                + "="
                + where
                + (observer ? ":observer" : ":participant")
                + client.map(address -> ";" + address).orElse("");
    }
}
