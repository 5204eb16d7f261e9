package org.muster.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The keys of the reference that change nothing here, and those whose protection is not built.
 *
 * <p>A name that ends in {@code .*} or {@code *} stands for all that begin so.
 */
final class OtherKeys {
    private static final String PROTECTION =
            """
            secureClientPort secureClientPortAddress ssl.* sslQuorum sslQuorumReloadCertFiles
            client.portUnification portUnification quorum.auth.* enforce.auth.*
            sessionRequireClientSASLAuth authProvider.* audit.enable
            """;

    private static final String ENSEMBLE =
            """
            initLimit syncLimit connectToLearnerMasterLimit group.* weight.* quorumListenOnAllIPs
            syncEnabled observerMasterPort localSessionsEnabled localSessionsUpgradingEnabled
            multiAddress.* oraclePath quorum.cnxn.threads.size tcpKeepAlive cnxTimeout
            commitLogCount snapshotSizeFactor commitProcessor.* db.autocreate electionPortBindRetry
            fastleader.* follower.* leader.* learner.* leaderConnectDelayDuringRetryMs leaderServes
            forceSnapshotSync forward_learner_requests_to_commit_processor_disabled observer.*
            observerMaster.sizeLimit quorumCnxnTimeoutMs enableEagerACLCheck
            connection_throttle_local_session_weight
            """;

    private static final String NOT_BUILT =
            """
            admin.* metricsProvider.* jvm.pause.* request_throttle_* request_throttler.*
            request_stale_* throttled_op_wait_time audit.impl.class client.certReload
            netty.server.outstandingHandshake.limit allowSaslFailedClients ensembleAuthName
            X509AuthenticationProvider.superUser superUser superUser.*
            SASLAuthenticationProvider.* IPAuthenticationProvider.usexforwardedfor kerberos.*
            kinit security.auth_to_local server.realm letAnySaslUserDoX requireKerberosConfig
            sasl.serverconfig fips-mode
            """;

    private static final String INERT =
            """
            bitHashCacheSize closeSessionTxn.enabled emulate353TTLNodes intBufferStartingSizeBytes
            maxWriteQueuePollTime maxResponseCacheSize maxGetChildrenResponseCacheSize
            maxInProcessingDeadWatchers watcherCleanThreshold watcherCleanIntervalInSeconds
            watcherCleanThreadsNum watchManagerName messageTracker.*
            netty.advancedFlowControl.enabled netty.server.earlyDropSecureConnectionHandshakes
            nio.numSelectorThreads nio.numWorkerThreads nio.directBufferBytes nio.shutdownTimeout
            pathStats.* serializeLastProcessedZxid.enabled serverCnxnFactory jmx.log4j.*
            controllerPort testingonly.initialZxid test.allowDiscontinuousProposals
            """;

    /** Properties of logging and of clients: no business of a server's configuration. */
    private static final String SILENT =
            """
            log.* console.threshold root.logger client.* clientCnxnSocket sasl.client sasl.client.*
            sasl.clientconfig request.timeout disableAutoWatchReset server.principal
            DigestPrincipal*
            """;

    private static final List<String> HARMLESS = List.of("", "0", "false");

    private OtherKeys() {}

    /**
     * Refuses the first setting that asks for protection this server does not have yet.
     *
     * @throws ConfigException that names it
     */
    static void refuseUnbuiltProtection(List<Setting> settings) throws ConfigException {
        for (Setting setting : settings) {
            boolean asks = !HARMLESS.contains(setting.value().toLowerCase(Locale.ROOT));
            if (asks && matches(PROTECTION, setting.key())) {
                throw new ConfigException(
                        setting.origin()
                                + ": "
                                + setting.key()
                                + " asks for protection that is not built yet; take the key out"
                                + " only if the server may run without it");
            }
        }
    }

    /** One line that names all of {@code settings} and why they change nothing; empty for none. */
    static String warning(List<Setting> settings) {
        Map<String, List<String>> byReason = new TreeMap<>();
        for (Setting setting : settings) {
            String reason = reason(setting.key());
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
        return List.of(PROTECTION.strip().split("\\s+", -1));
    }

    private static String reason(String key) {
        if (matches(SILENT, key) || matches(PROTECTION, key)) {
            return "";
        } else if (matches(ENSEMBLE, key)) {
            return "for ensembles";
        } else if (matches(NOT_BUILT, key)) {
            return "not built yet";
        } else if (matches(INERT, key)) {
            return "not needed here";
        }
        return "unknown";
    }

    private static boolean matches(String table, String key) {
        for (String name : table.strip().split("\\s+", -1)) {
            boolean prefix = name.endsWith("*");
            if (prefix ? key.startsWith(name.substring(0, name.length() - 1)) : key.equals(name)) {
                return true;
            }
        }
        return false;
    }
}
