package org.muster.testkit.differential;

import java.io.IOException;
import java.util.List;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;

/** The reference and the server under test, started alike from empty directories. */
final class Pair implements AutoCloseable {
    private final ServerProcess reference;
    private final ServerProcess subject;
    private final Agreement agreement = new Agreement();
    private final List<Tally> tallies = List.of(new Tally(), new Tally());
    private int runs;

    private Pair(ServerProcess reference, ServerProcess subject) {
        this.reference = reference;
        this.subject = subject;
    }

    static Pair start() throws IOException {
        return start("snapCount", "100000");
    }

    /** Both with one more setting. */
    static Pair start(String key, String value) throws IOException {
        ServerLaunch first = configured(ServerLaunch.apache()).with(key, value);
        ServerProcess reference = ServerProcess.start(first);
        try {
            ServerLaunch second = configured(subject()).with(key, value);
            return new Pair(reference, ServerProcess.start(second));
        } catch (IOException failure) {
            reference.close();
            throw failure;
        }
    }

    /**
     * What is compared with the reference: Muster, or the reference itself to test the comparison.
     */
    static ServerLaunch subject() {
        return "apache".equals(System.getProperty("muster.diff.subject"))
                ? ServerLaunch.apache()
                : ServerLaunch.muster();
    }

    /** The settings of every comparison: all features on, nothing that depends on time. */
    static ServerLaunch configured(ServerLaunch launch) {
        return launch.with("minSessionTimeout", "20000")
                .with("maxSessionTimeout", "600000")
                .with("maxClientCnxns", "0")
                .with("4lw.commands.whitelist", "*")
                .with("extendedTypesEnabled", "true")
                .with("enforceQuota", "true")
                .with(
                        "DigestAuthenticationProvider.superDigest",
                        "super:lK75jTNcA+U9vtVEw5vB51mj/w4=")
                .jvm("-Dznode.container.checkIntervalMs=2000000000")
                .jvm("-Dzookeeper.forceSync=no");
    }

    List<ServerProcess> servers() {
        return List.of(reference, subject);
    }

    Agreement agreement() {
        return agreement;
    }

    /** What side 0, the reference, or side 1 has answered. */
    Tally tally(int side) {
        return tallies.get(side);
    }

    /** A name of fixed length for the next run's subtree. */
    String nextName() {
        return String.format("d%07d", ++runs);
    }

    @Override
    public void close() {
        reference.close();
        subject.close();
    }
}
