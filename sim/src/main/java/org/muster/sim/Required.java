package org.muster.sim;

import java.util.List;
import java.util.Map;

/** The rare things that must happen in a batch of CI's size, lest the simulator go blind. */
final class Required {
    private static final List<String> POINTS =
            List.of(
                    "torn tail cut",
                    "SUSPECT refused",
                    "snapshot fallback",
                    "expiry with ephemerals",
                    "close with ephemerals",
                    "watch fired in the reconnect gap",
                    "watch event",
                    "unknown result applied",
                    "unknown result not applied",
                    "connection lost with writes in flight",
                    "container or TTL znode reaped",
                    "group commit of several",
                    "handshake: attached again",
                    "handshake: unknown refused",
                    "power loss",
                    "snapshot written",
                    "old logs purged");

    private Required() {}

    static List<String> missing(Map<String, Long> coverage) {
        return POINTS.stream().filter(point -> coverage.getOrDefault(point, 0L) == 0).toList();
    }
}
