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
                    "handshake: refused",
                    "power loss",
                    "snapshot written",
                    "old logs purged",
                    "queue full: requests",
                    "queue full: output",
                    "queue full: bytes",
                    "quota refused a write",
                    "quota usage read",
                    "super user did what others may not",
                    "recovered from two directories",
                    "log not synced, as told",
                    "crash tried on a copy",
                    "stolen password refused",
                    "second connection beside the first",
                    "half-open link",
                    "disk full",
                    "server paused",
                    "wall clock jumped",
                    "log failed: IO",
                    "log failed: FULL",
                    "sync error on log",
                    "next segment failed: FULL",
                    "snapshot failed: IO",
                    "snapshot failed: FULL",
                    "crash before WRITE of log",
                    "crash before SYNC of log",
                    "crash before SYNC_NAMES of names",
                    "crash before RENAME of side file",
                    "damage survived",
                    "damage: zero page in the log",
                    "damage: byte of the log",
                    "damage: garbage sector in the log",
                    "damage: log file gone",
                    "damage: byte of a snapshot",
                    "damage: snapshot cut short",
                    "damage: snapshot gone");

    /** The same for ensembles. */
    private static final List<String> ENSEMBLE =
            List.of(
                    "DIFF sent",
                    "TRUNC sent",
                    "TRUNC",
                    "SNAP",
                    "history from disk",
                    "looked up: Found",
                    "looked up: TooLarge",
                    "looked up: Unprovable",
                    "leader",
                    "new leader commits what others proposed",
                    "proposal dropped",
                    "follows on",
                    "follows anew",
                    "session moved by a transaction",
                    "vote overtaken",
                    "start: Suspect",
                    "start: Amnesiac",
                    "start: Empty",
                    "empty member begins with all",
                    "member readmitted",
                    "SUSPECT repaired",
                    "disk wiped",
                    "one member cut off",
                    "leader cut off",
                    "one-way: a member is not heard",
                    "one-way: the leader is deaf",
                    "network split",
                    "single ways cut or slow",
                    "quorum connection reset",
                    "crash between effects",
                    "power loss",
                    "power loss of all",
                    "server paused",
                    "wall clock jumped",
                    "half-open link",
                    "disk full",
                    "sync error on log",
                    "log failed: IO",
                    "log failed: FULL",
                    "snapshot written",
                    "expiry with ephemerals",
                    "close with ephemerals",
                    "watch fired in the reconnect gap",
                    "connection lost with writes in flight",
                    "handshake: attached again",
                    "handshake: refused");

    private Required() {}

    static List<String> missing(Map<String, Long> coverage, boolean ensemble) {
        return (ensemble ? ENSEMBLE : POINTS)
                .stream().filter(point -> coverage.getOrDefault(point, 0L) == 0).toList();
    }
}
