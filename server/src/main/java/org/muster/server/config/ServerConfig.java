package org.muster.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everything that people can decide about a server, read and checked once; immutable.
 *
 * @param clients the client port and what it admits
 * @param disk where and how data is kept
 * @param sessions the clock of sessions
 * @param limits what requests may weigh
 * @param rules who may do what, and what the tree keeps
 * @param throttle the rate of new connections
 * @param words which four-letter words are answered
 * @param metrics how metrics are shown
 * @param pauses the pause monitor, if there is one
 * @param ensemble the ensemble it is a member of; empty for a server that stands alone
 * @param warnings lines to show once at the start
 */
public record ServerConfig(
        Clients clients,
        Disk disk,
        Sessions sessions,
        Limits limits,
        Rules rules,
        Throttle throttle,
        Words words,
        MetricsProvider metrics,
        Optional<Pauses> pauses,
        Optional<Ensemble> ensemble,
        List<String> warnings) {

    /**
     * The client port.
     *
     * @param listen where to listen; empty serves nobody, as the reference does without a port
     * @param backlog connections the kernel may hold, -1 for its own choice
     * @param keepAlive SO_KEEPALIVE
     * @param maxPerAddress connections from one address, 0 for no limit
     * @param maxTotal connections in all, 0 for no limit
     * @param sessionlessTimeoutMs how long a connection may stay without a session
     * @param loops event loops, 0 to choose by processors
     * @param transport {@code auto}, {@code io_uring}, {@code epoll} or {@code nio}
     */
    public record Clients(
            Optional<Listen> listen,
            int backlog,
            boolean keepAlive,
            int maxPerAddress,
            int maxTotal,
            int sessionlessTimeoutMs,
            int loops,
            String transport) {}

    /** An address to listen on; an empty host is all addresses, port 0 any free one. */
    public record Listen(String host, int port) {}

    /**
     * The data directories.
     *
     * @param dataDir snapshots lie in {@code version-2} below it
     * @param dataLogDir the log lies in {@code version-2} below it
     * @param autocreate whether missing directories are created
     * @param log how the log is written
     * @param snapshots when and how snapshots are written
     * @param purge what is kept of them
     */
    public record Disk(
            Path dataDir,
            Path dataLogDir,
            boolean autocreate,
            Log log,
            Snapshots snapshots,
            Purge purge) {}

    /**
     * How the log is written.
     *
     * @param forceSync whether acknowledged writes are synced first
     * @param syncWarningMs a sync that takes longer is reported
     * @param flushDelayMs how long a sync waits for more writes
     * @param maxBatch writes that end this waiting
     * @param preallocateBytes how far a log file is allocated ahead
     * @param rollBytes size at which a new log file begins
     * @param thread {@code auto}, {@code own} or {@code shared}
     */
    public record Log(
            boolean forceSync,
            int syncWarningMs,
            int flushDelayMs,
            int maxBatch,
            long preallocateBytes,
            OptionalLong rollBytes,
            String thread) {}

    /**
     * When and how snapshots are written.
     *
     * @param maxTransactions due at the latest after so many
     * @param maxLogBytes due at the latest after so much log
     * @param compression {@code GZIP}, {@code SNAPPY}, or empty for none
     * @param trustEmpty whether a log without a snapshot before it is served
     */
    public record Snapshots(
            OptionalLong maxTransactions,
            OptionalLong maxLogBytes,
            String compression,
            boolean trustEmpty) {}

    /** Snapshots to keep, and hours between purges, 0 for none. */
    public record Purge(int retain, int intervalHours) {}

    /** The base unit of time and the bounds of session timeouts, all in ms. */
    public record Sessions(int tickTimeMs, int minTimeoutMs, int maxTimeoutMs) {}

    /**
     * What requests may weigh.
     *
     * @param maxFrameBytes longest request
     * @param extraBytes how much longer a field in a record may be
     * @param outstandingRequests waiting requests at which reading pauses
     * @param outstandingBytes waiting bytes of a front at which reading pauses
     * @param largeRequestBytes a request that is longer is large; none if empty
     * @param largeRequestsMaxBytes the sum of large requests at a time
     * @param maxWaitMs a write that waited longer before it was looked at is refused, 0 for never
     */
    public record Limits(
            int maxFrameBytes,
            int extraBytes,
            int outstandingRequests,
            long outstandingBytes,
            OptionalLong largeRequestBytes,
            long largeRequestsMaxBytes,
            int maxWaitMs) {}

    /**
     * Who may do what, and what the tree keeps.
     *
     * @param skipAcl nobody's rights are checked
     * @param enforceQuota hard quotas refuse
     * @param extendedTypes TTL nodes are offered
     * @param extendedTypesChosen whether somebody said so
     * @param treeDigest a digest of the tree is kept in log and snapshots
     * @param digest the scheme digest
     * @param containers when empty containers and aged TTL nodes go
     */
    public record Rules(
            boolean skipAcl,
            boolean enforceQuota,
            boolean extendedTypes,
            boolean extendedTypesChosen,
            boolean treeDigest,
            DigestScheme digest,
            Containers containers) {}

    /** Whether the scheme is offered, its hash, and the user who may do everything. */
    public record DigestScheme(boolean offered, String algorithm, Optional<String> superDigest) {}

    /** Search interval in ms, deletions a minute, and the age at which unused containers go. */
    public record Containers(int intervalMs, int maxPerMinute, int maxNeverUsedMs) {}

    /**
     * The token bucket for new sessions.
     *
     * @param tokens its size, 0 for no throttle
     * @param fillTimeMs between refills
     * @param fillCount tokens a refill
     * @param freezeTimeMs between changes of the drop probability, -1 for none
     * @param dropIncrease step up
     * @param dropDecrease step down
     * @param decreaseRatio share of tokens above which the probability falls
     * @param newWeight tokens a new session takes
     * @param renewWeight tokens a renewed session takes
     */
    public record Throttle(
            int tokens,
            int fillTimeMs,
            int fillCount,
            int freezeTimeMs,
            double dropIncrease,
            double dropDecrease,
            double decreaseRatio,
            int newWeight,
            int renewWeight) {}

    /** The words answered, in the order given, or all; {@code isro} as a read-only server does. */
    public record Words(List<String> names, boolean all, boolean readOnlyMode) {}

    /**
     * How metrics are shown.
     *
     * @param host where Prometheus finds them
     * @param port the same, 0 for any free one
     * @param jvmInfo whether the virtual machine is shown to Prometheus too
     */
    public record MetricsProvider(Kind kind, String host, int port, boolean jvmInfo) {
        /** The reference's providers. */
        public enum Kind {
            /** By mntr. */
            DEFAULT,
            /** By HTTP, and by mntr in its shape. */
            PROMETHEUS,
            /** Not at all. */
            NONE
        }
    }

    /**
     * The pause monitor: every {@code intervalMs} it looks how late it is, and says so above the
     * other two, in ms.
     */
    public record Pauses(int intervalMs, int infoMs, int warnMs) {}
}
