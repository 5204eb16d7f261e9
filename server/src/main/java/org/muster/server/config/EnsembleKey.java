package org.muster.server.config;

import org.muster.server.config.Rule.Fraction;
import org.muster.server.config.Rule.Whole;

/** Every key that matters in ensembles only, one row each. */
enum EnsembleKey implements ConfigKey {
    INIT_LIMIT(
            "initLimit",
            KeySource.FILE,
            new Whole(0, 1_000_000),
            "0",
            "ticks in which a learner must be up to date; an ensemble needs it"),
    SYNC_LIMIT(
            "syncLimit",
            KeySource.FILE,
            new Whole(0, 1_000_000),
            "0",
            "ticks without a sign of life after which a peer is lost; an ensemble needs it"),
    CONNECT_LIMIT(
            "connectToLearnerMasterLimit",
            KeySource.FILE,
            new Whole(0, 1_000_000),
            "0",
            "ticks for a learner's connection to its leader, 0 for initLimit"),
    LISTEN_ON_ALL(
            "quorumListenOnAllIPs",
            KeySource.FILE,
            Rule.FLAG,
            "false",
            "binds the ports for peers on all addresses"),
    MULTI_ADDRESS(
            "multiAddress.enabled",
            Rule.FLAG,
            "false",
            "allows several addresses in a server line; all members must agree"),
    TCP_KEEP_ALIVE("tcpKeepAlive", Rule.FLAG, "false", "SO_KEEPALIVE for election connections"),
    CNX_TIMEOUT(
            "cnxTimeout",
            new Whole(1, Integer.MAX_VALUE),
            "5000",
            "ms for a connection to an election port"),
    QUORUM_CNXN_TIMEOUT(
            "quorumCnxnTimeoutMs",
            new Whole(-1, Integer.MAX_VALUE),
            "-1",
            "ms for the greeting on an election port, -1 or 0 for syncLimit"),
    ELECTION_BIND_RETRY(
            "electionPortBindRetry",
            Rule.ANY,
            "3",
            "attempts to bind an election port, 0 for ever"),
    MIN_NOTIFICATION_INTERVAL(
            "fastleader.minNotificationInterval",
            new Whole(1, Integer.MAX_VALUE),
            "200",
            "ms after which a vote is repeated first"),
    MAX_NOTIFICATION_INTERVAL(
            "fastleader.maxNotificationInterval",
            new Whole(1, Integer.MAX_VALUE),
            "60000",
            "ms after which a vote is repeated at the latest"),
    LEADER_CONNECT_DELAY(
            "leaderConnectDelayDuringRetryMs",
            Rule.COUNT,
            "100",
            "ms between two attempts to connect to a leader"),
    OBSERVER_ELECTION_DELAY(
            "observer.election.DelayMs",
            Rule.COUNT,
            "200",
            "longest pause in ms before an observer looks for a leader again"),
    COMMIT_LOG_COUNT(
            "commitLogCount",
            Rule.ANY,
            "500",
            "transactions kept in memory for learners that lag, at least 500"),
    FORCE_SNAPSHOT_SYNC(
            "forceSnapshotSync", Rule.FLAG, "false", "sends learners the whole state in any case"),
    SNAPSHOT_SIZE_FACTOR(
            "snapshotSizeFactor",
            new Fraction(-1, 1_000),
            "0.33",
            "log sent to a learner weighs at most so many snapshots, or 4 MiB; 0 for no limit,"
                    + " below 0 none is sent"),
    DB_AUTOCREATE(
            "db.autocreate",
            Rule.FLAG,
            "",
            "whether a voter without data votes; unset: once all voters are here and empty, or"
                    + " with the file initialize beside myid; false: only with that file"),
    BEAT(
            "muster.beatMs",
            KeySource.JVM,
            new Whole(10, 60_000),
            "100",
            "ms between two signs of life from one Muster to another"),
    SUSPICION(
            "muster.suspicionMs",
            KeySource.JVM,
            new Whole(20, 600_000),
            "500",
            "ms without one after which a Muster is taken for lost; at least twice muster.beatMs");

    // Rules are immutable, but only annotations of Error Prone's own could say so to it.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Facts facts;

    EnsembleKey(String text, Rule rule, String standard, String meaning) {
        this(text, KeySource.PASSED, rule, standard, meaning);
    }

    EnsembleKey(String text, KeySource source, Rule rule, String standard, String meaning) {
        this.facts = new Facts(text, source, rule, standard, meaning);
    }

    @Override
    public Facts facts() {
        return facts;
    }
}
