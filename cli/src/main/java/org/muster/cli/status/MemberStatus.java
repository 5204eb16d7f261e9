package org.muster.cli.status;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One server as it describes itself by {@code srvr} and, where that is allowed, {@code mntr}.
 *
 * @param name by which it was asked for
 * @param mode its role, or why there is none
 * @param facts what it told, by the names that {@code --json} shows, in that order
 */
public record MemberStatus(String name, String mode, Map<String, String> facts) {
    /** The mode of a server that answers nothing. */
    public static final String UNREACHABLE = "unreachable";

    /** The mode of a server that looks for a leader. */
    public static final String NOT_SERVING = "not serving";

    private static final String NOT_SERVING_TEXT = "not currently serving requests";

    /** The lines of srvr, and their names here. */
    private static final Map<String, String> SRVR =
            names(
                    "Zxid", "zxid",
                    "Connections", "connections",
                    "Outstanding", "outstanding",
                    "Node count", "znodes",
                    "Latency min/avg/max", "latencyMs",
                    "Zookeeper version", "version");

    /** The lines of mntr, and their names here. */
    private static final Map<String, String> MNTR =
            names(
                    "zk_global_sessions", "sessions",
                    "zk_peer_state", "peerState",
                    "zk_learners", "learners",
                    "zk_synced_followers", "syncedFollowers",
                    "zk_synced_observers", "syncedObservers",
                    "zk_quorum_size", "quorumSize");

    private static Map<String, String> names(String... pairs) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            names.put(pairs[i], pairs[i + 1]);
        }
        return names;
    }

    /** Asks the server behind {@code words}. */
    public static MemberStatus of(String name, WordClient words) {
        String srvr;
        try {
            srvr = words.ask("srvr");
        } catch (IOException failure) {
            return new MemberStatus(
                    name, UNREACHABLE, Map.of("reason", String.valueOf(failure.getMessage())));
        }
        String mntr;
        try {
            mntr = words.ask("mntr");
        } catch (IOException gone) {
            mntr = "";
        }
        return of(name, srvr, mntr);
    }

    /** Understands the two answers. */
    static MemberStatus of(String name, String srvr, String mntr) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (srvr.contains(NOT_SERVING_TEXT)) {
            return new MemberStatus(name, NOT_SERVING, facts);
        }
        Map<String, String> told = lines(srvr, ": ");
        SRVR.forEach((line, fact) -> copy(told, line, facts, fact));
        Map<String, String> meters = lines(mntr, "\t");
        MNTR.forEach((line, fact) -> copy(meters, line, facts, fact));
        return new MemberStatus(name, told.getOrDefault("Mode", "unknown"), facts);
    }

    private static void copy(
            Map<String, String> from, String line, Map<String, String> to, String fact) {
        String value = from.get(line);
        if (value != null) {
            to.put(fact, value);
        }
    }

    private static Map<String, String> lines(String text, String divider) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            int at = line.indexOf(divider);
            if (at > 0) {
                lines.put(line.substring(0, at), line.substring(at + divider.length()).strip());
            }
        }
        return lines;
    }

    /** Whether it serves clients. */
    public boolean serves() {
        return !mode.equals(UNREACHABLE) && !mode.equals(NOT_SERVING);
    }

    /** What it told under this name, or a dash. */
    public String fact(String fact) {
        return facts.getOrDefault(fact, "-");
    }
}
