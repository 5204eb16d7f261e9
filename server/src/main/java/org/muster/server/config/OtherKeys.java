package org.muster.server.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The keys of the reference that change nothing here, and those whose protection is not built.
 *
 * <p>A name that ends in {@code *} stands for all that begin so.
 */
final class OtherKeys {
    private static final List<String> PROTECTION =
            words(
                    """
                    secureClientPort secureClientPortAddress ssl.* sslQuorum
                    sslQuorumReloadCertFiles client.portUnification portUnification quorum.auth.*
                    enforce.auth.* sessionRequireClientSASLAuth authProvider.* audit.enable
                    """);

    private static final List<String> HARMLESS = List.of("", "0", "false");

    /** Keys that change nothing for one reason. */
    enum Group {
        /** Named in a warning. */
        NOT_BUILT(
                true,
                "the AdminServer, SASL and client certificates are not built yet",
                """
                admin.* allowSaslFailedClients superUser superUser.* SASLAuthenticationProvider.*
                X509AuthenticationProvider.superUser IPAuthenticationProvider.usexforwardedfor
                ensembleAuthName kerberos.* kinit security.auth_to_local sasl.serverconfig
                """),
        /** Without effect in the reference too. */
        ENSEMBLE(
                false,
                "concern ensembles and are not built yet; a server alone has no use for them",
                """
                syncEnabled observerMasterPort observerMaster.sizeLimit localSessionsEnabled
                localSessionsUpgradingEnabled multiAddress.* oraclePath quorum.cnxn.threads.size
                commitProcessor.* fastleader.* follower.* leader.*
                learner.* leaderServes observer.* connection_throttle_local_session_weight
                forward_learner_requests_to_commit_processor_disabled
                """),
        /** About what is refused at the start. */
        PROTECTED(
                false,
                "refine protection whose own keys refuse the start",
                """
                audit.impl.class client.certReload netty.server.outstandingHandshake.limit
                netty.server.earlyDropSecureConnectionHandshakes fips-mode
                """),
        /** Muster does it at all times. */
        ALWAYS(
                false,
                "done always: rights are checked before a write is logged; sessions end with their"
                        + " list of ephemerals; snapshots name their last transaction; a write of a"
                        + " closed connection that nobody looked at yet is dropped",
                """
                enableEagerACLCheck closeSessionTxn.enabled serializeLastProcessedZxid.enabled
                request_throttle_drop_stale request_stale_connection_check
                """),
        /** Sizes of machinery that Muster does not have. */
        NOT_NEEDED(
                false,
                "about machinery that does not exist here: reads need no cache and no worker"
                        + " threads, watches no cleaner, metrics no queue; who waits for room is"
                        + " woken, not asked again after a while",
                """
                maxResponseCacheSize maxGetChildrenResponseCacheSize nio.numSelectorThreads
                nio.numWorkerThreads nio.directBufferBytes nio.shutdownTimeout
                maxWriteQueuePollTime request_throttle_stall_time request_stale_latency_check
                request_throttler.shutdownTimeout metricsProvider.* bitHashCacheSize
                maxInProcessingDeadWatchers watcherCleanThreshold watcherCleanIntervalInSeconds
                watcherCleanThreadsNum messageTracker.* netty.advancedFlowControl.enabled
                intBufferStartingSizeBytes pathStats.* jmx.log4j.* controllerPort
                """),
        /** For the reference's own tests, or long out of use. */
        OBSOLETE(
                false,
                "obsolete, or for tests of the reference",
                """
                emulate353TTLNodes testingonly.initialZxid test.allowDiscontinuousProposals
                server.realm letAnySaslUserDoX requireKerberosConfig
                """),
        /** Not a server's. */
        FOREIGN(
                false,
                "properties of logging and of clients",
                """
                log.* console.threshold root.logger client.* clientCnxnSocket sasl.client
                sasl.client.* sasl.clientconfig request.timeout disableAutoWatchReset
                server.principal DigestPrincipal*
                """);

        private final boolean told;
        private final String reason;
        private final String names;

        Group(boolean told, String reason, String names) {
            this.told = told;
            this.reason = reason;
            this.names = names;
        }

        /** Why its keys change nothing. */
        String reason() {
            return reason;
        }

        /** Its keys. */
        List<String> keys() {
            return words(names);
        }
    }

    private OtherKeys() {}

    /**
     * Refuses the first setting that asks for protection this server does not have yet.
     *
     * @throws ConfigException that names it
     */
    static void refuseUnbuiltProtection(List<Setting> settings) throws ConfigException {
        for (Setting setting : settings) {
            if (asks(setting) && matches(PROTECTION, setting.key())) {
                throw new ConfigException(
                        setting.origin()
                                + ": "
                                + setting.key()
                                + " asks for protection that is not built yet; take the key out"
                                + " only if the server may run without it");
            }
        }
    }

    /** One line that names what of {@code settings} is asked for in vain; empty for nothing. */
    static String warning(List<Setting> settings) {
        Map<String, List<String>> byReason = new TreeMap<>();
        for (Setting setting : settings) {
            String reason = reason(setting);
            if (!reason.isEmpty()) {
                List<String> keys = byReason.computeIfAbsent(reason, _ -> new ArrayList<>());
                if (!keys.contains(setting.key())) {
                    keys.add(setting.key());
                }
            }
        }
        StringBuilder line = new StringBuilder();
        for (Map.Entry<String, List<String>> entry : byReason.entrySet()) {
            line.append(line.isEmpty() ? "keys without effect: " : "; ");
            line.append(String.join(", ", entry.getValue()));
            line.append(" (").append(entry.getKey()).append(')');
        }
        return line.toString();
    }

    /** The names of the protection that is asked for in vain, in the order of the table. */
    static List<String> protection() {
        return PROTECTION;
    }

    private static boolean asks(Setting setting) {
        return !HARMLESS.contains(setting.value().toLowerCase(Locale.ROOT));
    }

    private static String reason(Setting setting) {
        if (matches(PROTECTION, setting.key())) {
            return "";
        }
        for (Group group : Group.values()) {
            if (matches(group.keys(), setting.key())) {
                return group.told && asks(setting) ? "not built yet" : "";
            }
        }
        return "unknown";
    }

    private static boolean matches(List<String> names, String key) {
        for (String name : names) {
            boolean prefix = name.endsWith("*");
            if (prefix ? key.startsWith(name.substring(0, name.length() - 1)) : key.equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> words(String table) {
        return Arrays.asList(table.strip().split("\\s+", -1));
    }
}
