package org.muster.server.config;

import java.util.OptionalInt;
import org.muster.model.ServerId;
import org.muster.storage.member.Membership.WhenEmpty;

/**
 * The part of a configuration that makes a server a member.
 *
 * @param self which member this server is
 * @param members all of them; this server is among them
 * @param reconfigurable whether members may be changed while they run
 * @param whenEmpty what a voter without data and without its operator's mark is taken for
 * @param timing how long to wait for others
 * @param ports how peers' sockets are treated
 * @param sync how learners are brought up to date
 */
public record Ensemble(
        ServerId self,
        Members members,
        boolean reconfigurable,
        WhenEmpty whenEmpty,
        Timing timing,
        Ports ports,
        Sync sync) {

    /** Whether this server has a vote. */
    public boolean isVoter() {
        return members.membership().voters().contains(self);
    }

    /**
     * How long to wait for others, in ms.
     *
     * @param initMs for a learner to be brought up to date
     * @param syncMs for a sign of life of one that is
     * @param connectMs for a learner's connection to its leader
     * @param election of the election
     * @param beatMs between two signs of life from Muster to Muster
     * @param suspicionMs without one after which a Muster is taken for lost
     * @param observerDelayMs longest pause before an observer looks for a leader again
     */
    public record Timing(
            int initMs,
            int syncMs,
            int connectMs,
            Election election,
            int beatMs,
            int suspicionMs,
            int observerDelayMs) {}

    /**
     * How long to wait in an election, in ms.
     *
     * @param connectMs for a connection to a peer
     * @param greetingMs for its greeting
     * @param firstRepeatMs after which a vote is said again
     * @param lastRepeatMs the longest of these pauses, each twice the one before
     */
    public record Election(int connectMs, int greetingMs, int firstRepeatMs, int lastRepeatMs) {}

    /**
     * How peers' sockets are treated.
     *
     * @param anyAddress whether ports are bound on all addresses
     * @param manyAddresses whether greetings list all addresses
     * @param keepAlive SO_KEEPALIVE for election connections
     * @param bindAttempts how often binding is tried; empty for ever
     * @param retryMs between two attempts to connect to a leader
     */
    public record Ports(
            boolean anyAddress,
            boolean manyAddresses,
            boolean keepAlive,
            OptionalInt bindAttempts,
            int retryMs) {}

    /**
     * How learners are brought up to date.
     *
     * @param historyEntries transactions kept in memory for them
     * @param alwaysSnapshot whether they get the whole state in any case
     * @param logToSnapshot how many times the newest snapshot the log sent to one may weigh
     */
    public record Sync(int historyEntries, boolean alwaysSnapshot, double logToSnapshot) {}
}
