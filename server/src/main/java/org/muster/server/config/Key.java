package org.muster.server.config;

import java.util.List;
import org.muster.server.config.Rule.Fraction;
import org.muster.server.config.Rule.OneOf;
import org.muster.server.config.Rule.Whole;

/** Every key that changes what a server does, alone or in an ensemble; one row each. */
enum Key implements ConfigKey {
    DATA_DIR("dataDir", KeySource.FILE, Rule.PATH, "", "snapshots and log, in version-2 below it"),
    DATA_LOG_DIR("dataLogDir", KeySource.FILE, Rule.PATH, "", "the log, if elsewhere than dataDir"),
    CLIENT_PORT(
            "clientPort", KeySource.FILE, new Whole(0, 65_535), "0", "port for clients, 0 none"),
    CLIENT_PORT_ADDRESS(
            "clientPortAddress", KeySource.FILE, Rule.TEXT, "", "address to bind, else all"),
    CLIENT_PORT_LISTEN_BACKLOG(
            "clientPortListenBacklog",
            KeySource.FILE,
            new Whole(-1, 65_535),
            "-1",
            "connections the kernel may hold before they are accepted, -1 for its own choice"),
    TICK_TIME(
            "tickTime",
            KeySource.FILE,
            new Whole(1, 86_400_000),
            "3000",
            "base unit of time in ms"),
    MAX_CLIENT_CNXNS(
            "maxClientCnxns",
            KeySource.FILE,
            Rule.COUNT,
            "60",
            "connections from one address, 0 for no limit"),
    MIN_SESSION_TIMEOUT(
            "minSessionTimeout",
            KeySource.FILE,
            new Whole(-1, Integer.MAX_VALUE),
            "-1",
            "shortest session timeout in ms, -1 for 2 x tickTime"),
    MAX_SESSION_TIMEOUT(
            "maxSessionTimeout",
            KeySource.FILE,
            new Whole(-1, Integer.MAX_VALUE),
            "-1",
            "longest session timeout in ms, -1 for 20 x tickTime"),
    SNAP_RETAIN_COUNT(
            "autopurge.snapRetainCount",
            KeySource.FILE,
            Rule.ANY,
            "3",
            "snapshots that purging keeps, with the logs they need; at least 3"),
    PURGE_INTERVAL(
            "autopurge.purgeInterval",
            KeySource.FILE,
            Rule.ANY,
            "0",
            "hours between purges, the first at the start; 0 for none"),
    DYNAMIC_CONFIG_FILE(
            "dynamicConfigFile", KeySource.FILE, Rule.PATH, "", "the file with the server lines"),
    STANDALONE_ENABLED(
            "standaloneEnabled",
            KeySource.FILE,
            Rule.FLAG,
            "true",
            "true: a single server line is a standalone server; false needs an ensemble"),
    RECONFIG_ENABLED(
            "reconfigEnabled",
            KeySource.FILE,
            Rule.FLAG,
            "false",
            "offers reconfig in an ensemble"),
    ELECTION_ALG("electionAlg", KeySource.FILE, new Whole(3, 3), "3", "only 3 is left"),
    PEER_TYPE(
            "peerType",
            KeySource.FILE,
            new OneOf(List.of("participant", "observer"), true),
            "participant",
            "the role in an ensemble"),
    METRICS_PROVIDER(
            "metricsProvider.className",
            KeySource.FILE,
            ClassNames.PROVIDERS,
            ClassNames.PROVIDERS.words().getFirst(),
            "how metrics are shown: by mntr, to Prometheus too, or not at all"),
    METRICS_HOST(
            "metricsProvider.httpHost",
            KeySource.FILE,
            Rule.TEXT,
            "0.0.0.0",
            "address on which Prometheus finds /metrics"),
    METRICS_PORT(
            "metricsProvider.httpPort",
            KeySource.FILE,
            new Whole(0, 65_535),
            "7000",
            "its port, 0 for any free one"),
    METRICS_JVM(
            "metricsProvider.exportJvmInfo",
            KeySource.FILE,
            Rule.FLAG,
            "true",
            "shows the virtual machine and its process to Prometheus too"),
    PAUSE_MONITOR(
            "jvm.pause.monitor",
            KeySource.FILE,
            Rule.FLAG,
            "false",
            "measures how long the process stands still, as by garbage collection"),
    PAUSE_INTERVAL(
            "jvm.pause.sleep.time.ms",
            KeySource.FILE,
            new Whole(1, 86_400_000),
            "500",
            "ms between two looks of the pause monitor"),
    PAUSE_INFO(
            "jvm.pause.info-threshold.ms",
            KeySource.FILE,
            Rule.COUNT,
            "1000",
            "pauses that last longer, in ms, are told"),
    PAUSE_WARN(
            "jvm.pause.warn-threshold.ms",
            KeySource.FILE,
            Rule.COUNT,
            "10000",
            "pauses that last longer, in ms, are a warning"),
    CNXN_FACTORY(
            "serverCnxnFactory",
            ClassNames.SOCKETS,
            ClassNames.SOCKETS.words().getFirst(),
            "the same sockets whichever it is; see muster.transport"),
    WATCH_MANAGER(
            "watchManagerName",
            ClassNames.WATCHES,
            ClassNames.WATCHES.words().getFirst(),
            "the same watches whichever it is"),
    WHITELIST(
            "4lw.commands.whitelist",
            Rule.TEXT,
            "srvr",
            "four-letter words that are answered, comma-separated, * for all"),
    CLIENT_TCP_KEEP_ALIVE("clientTcpKeepAlive", Rule.FLAG, "false", "SO_KEEPALIVE for clients"),
    DATADIR_AUTOCREATE("datadir.autocreate", Rule.FLAG, "true", "creates missing directories"),
    DIGEST_ENABLED(
            "digest.enabled", Rule.FLAG, "true", "keeps a digest of the tree in log and snapshots"),
    DIGEST_AUTH_ENABLED(
            "DigestAuthenticationProvider.enabled", Rule.FLAG, "true", "offers the scheme digest"),
    DIGEST_ALG(
            "DigestAuthenticationProvider.digestAlg",
            new OneOf(
                    List.of("SHA1", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512", "MD5"),
                    false),
            "SHA1",
            "hash of the scheme digest"),
    SUPER_DIGEST(
            "DigestAuthenticationProvider.superDigest",
            Rule.TEXT,
            "",
            "super:digest of the user who may do everything"),
    SKIP_ACL("skipACL", Rule.YES_NO, "no", "yes: nobody's rights are checked"),
    ENFORCE_QUOTA("enforceQuota", Rule.FLAG, "false", "enforces hard quotas"),
    EXTENDED_TYPES(
            "extendedTypesEnabled",
            Rule.FLAG,
            "true",
            "TTL nodes; Apache needs it to be true, Muster has them unless it is false"),
    FORCE_SYNC(
            "forceSync",
            Rule.YES_NO,
            "yes",
            "no: acknowledged writes may be lost when the machine fails"),
    FSYNC_WARNING(
            "fsync.warningthresholdms",
            KeySource.EITHER,
            Rule.COUNT,
            "1000",
            "syncs that take longer, in ms, are reported"),
    FLUSH_DELAY("flushDelay", new Whole(0, 60_000), "0", "ms that a sync waits for more writes"),
    MAX_BATCH_SIZE("maxBatchSize", Rule.COUNT, "1000", "writes that end the waiting of flushDelay"),
    OUTSTANDING_LIMIT(
            "globalOutstandingLimit",
            new Whole(1, Integer.MAX_VALUE),
            "1000",
            "requests waiting on all connections before reading pauses"),
    REQUEST_THROTTLE(
            "request_throttle_max_requests",
            Rule.COUNT,
            "0",
            "the same bound as globalOutstandingLimit, the smaller one counts; 0 for none"),
    THROTTLED_OP_WAIT(
            "throttled_op_wait_time",
            Rule.COUNT,
            "0",
            "ms after which a write nobody looked at yet is refused with THROTTLEDOP; 0 never"),
    MAX_BUFFER(
            "jute.maxbuffer",
            KeySource.JVM,
            new Whole(1, Integer.MAX_VALUE - 4096),
            "1048575",
            "longest request in bytes"),
    EXTRA_SIZE(
            "jute.maxbuffer.extrasize",
            Rule.COUNT,
            "",
            "bytes that a stored record may be longer; jute.maxbuffer if not set, at least 1024"),
    LARGE_REQUEST_THRESHOLD(
            "largeRequestThreshold",
            new Whole(-1, Integer.MAX_VALUE),
            "-1",
            "a request of more bytes is large, -1 for none"),
    LARGE_REQUEST_MAX_BYTES(
            "largeRequestMaxBytes",
            new Whole(1, Integer.MAX_VALUE),
            "104857600",
            "sum of large requests at a time in bytes; a connection with one more is closed"),
    MAX_CNXNS("maxCnxns", Rule.COUNT, "0", "connections in all, 0 for no limit"),
    SESSIONLESS_TIMEOUT(
            "nio.sessionlessCnxnTimeout",
            new Whole(1, Integer.MAX_VALUE),
            "10000",
            "ms that a connection may stay without a session"),
    PRE_ALLOC_SIZE(
            "preAllocSize",
            new Whole(0, 1_048_576),
            "16384",
            "KiB of a log file, allocated ahead; 0 allocates nothing ahead"),
    SNAP_COUNT(
            "snapCount",
            new Whole(2, Integer.MAX_VALUE),
            "",
            "transactions after which a snapshot is due at the latest; by size if not set"),
    SNAP_SIZE_LIMIT(
            "snapSizeLimitInKb",
            new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE),
            "",
            "KiB of log after which a snapshot is due at the latest, 0 or less for no limit"),
    TXN_LOG_SIZE_LIMIT(
            "txnLogSizeLimitInKb",
            new Whole(-1, Integer.MAX_VALUE),
            "-1",
            "KiB after which a new log file begins, -1 for none"),
    COMPRESSION(
            "snapshot.compression.method",
            new OneOf(List.of("", "CHECKED", "GZIP", "SNAPPY"), false),
            "",
            "how snapshots are compressed"),
    TRUST_EMPTY(
            "snapshot.trust.empty",
            Rule.FLAG,
            "false",
            "starts with a log that has no snapshot before it"),
    READ_ONLY_MODE(
            "readonlymode.enabled",
            KeySource.JVM,
            Rule.FLAG,
            "false",
            "answers isro whatever the whitelist says; a lone server never is read-only"),
    CONTAINER_INTERVAL(
            "znode.container.checkIntervalMs",
            KeySource.JVM,
            new Whole(1, Integer.MAX_VALUE),
            "60000",
            "ms between searches for empty containers and aged TTL nodes"),
    CONTAINER_RATE(
            "znode.container.maxPerMinute",
            KeySource.JVM,
            new Whole(1, Integer.MAX_VALUE),
            "10000",
            "containers and TTL nodes deleted in a minute at most"),
    CONTAINER_NEVER_USED(
            "znode.container.maxNeverUsedIntervalMs",
            KeySource.JVM,
            Rule.COUNT,
            "0",
            "age in ms at which a container that never had a child goes, 0 for never"),
    THROTTLE_TOKENS(
            "connection_throttle_tokens",
            Rule.COUNT,
            "0",
            "tokens for new connections, 0 for no throttle"),
    THROTTLE_FILL_TIME(
            "connection_throttle_fill_time",
            new Whole(1, Integer.MAX_VALUE),
            "1",
            "ms between refills of the tokens"),
    THROTTLE_FILL_COUNT("connection_throttle_fill_count", Rule.COUNT, "1", "tokens a refill"),
    THROTTLE_FREEZE_TIME(
            "connection_throttle_freeze_time",
            new Whole(-1, Integer.MAX_VALUE),
            "-1",
            "ms between changes of the drop probability, -1 for none"),
    THROTTLE_DROP_INCREASE(
            "connection_throttle_drop_increase",
            new Fraction(0, 1),
            "0.02",
            "step by which the drop probability rises"),
    THROTTLE_DROP_DECREASE(
            "connection_throttle_drop_decrease",
            new Fraction(0, 1),
            "0.002",
            "step by which the drop probability falls"),
    THROTTLE_DECREASE_RATIO(
            "connection_throttle_decrease_ratio",
            new Fraction(0, 1),
            "0",
            "share of tokens above which the drop probability falls"),
    THROTTLE_WEIGHTED(
            "connection_throttle_weight_enabled",
            Rule.FLAG,
            "false",
            "new and renewed sessions take the numbers of tokens below"),
    THROTTLE_GLOBAL_WEIGHT(
            "connection_throttle_global_session_weight",
            Rule.COUNT,
            "3",
            "tokens for a new session"),
    THROTTLE_RENEW_WEIGHT(
            "connection_throttle_renew_session_weight",
            Rule.COUNT,
            "2",
            "tokens for a renewed session"),
    FRONT_LOOPS(
            "muster.frontLoops",
            KeySource.JVM,
            new Whole(0, 64),
            "0",
            "event loops for clients, 0 for one per two processors"),
    TRANSPORT(
            "muster.transport",
            KeySource.JVM,
            new OneOf(List.of("auto", "io_uring", "epoll", "nio"), false),
            "auto",
            "how sockets are served"),
    LOG_THREAD(
            "muster.logThread",
            KeySource.JVM,
            new OneOf(List.of("auto", "own", "shared"), false),
            "auto",
            "whether the log has a thread of its own or shares that of the core"),
    OUTSTANDING_BYTES(
            "muster.outstandingBytes",
            KeySource.JVM,
            new Whole(1_048_576, Long.MAX_VALUE),
            "67108864",
            "bytes of requests waiting on one event loop before its sockets are paused");

    // Rules are immutable, but only annotations of Error Prone's own could say so to it.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Facts facts;

    Key(String text, Rule rule, String standard, String meaning) {
        this(text, KeySource.PASSED, rule, standard, meaning);
    }

    Key(String text, KeySource source, Rule rule, String standard, String meaning) {
        this.facts = new Facts(text, source, rule, standard, meaning);
    }

    @Override
    public Facts facts() {
        return facts;
    }
}
