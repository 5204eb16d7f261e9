package org.muster.testkit.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;
import org.muster.testkit.ensemble.Members;

/**
 * The reference and the subject under test, started alike from empty directories: a server each, or
 * an ensemble each, in which equal members have equal offices.
 */
final class Pair implements AutoCloseable {
    private static final int VOTERS = 3;

    private final List<List<ServerProcess>> servers;
    private final List<Runnable> ends;
    private final Agreement agreement = new Agreement();
    private final List<Tally> tallies = List.of(new Tally(), new Tally());
    private int runs;

    private Pair(List<List<ServerProcess>> servers, List<Runnable> ends) {
        this.servers = servers;
        this.ends = ends;
    }

    /** How pairs come into being. */
    @FunctionalInterface
    interface Starter {
        /** A new pair, on empty directories. */
        Pair start() throws IOException;
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
            ServerProcess subject = ServerProcess.start(second);
            return new Pair(
                    List.of(List.of(reference), List.of(subject)),
                    List.of(reference::close, subject::close));
        } catch (IOException failure) {
            reference.close();
            throw failure;
        }
    }

    /** Two ensembles of three voters and observers; the third voter leads in both. */
    static Pair ensembles(Path folder, int observers) throws IOException {
        List<List<ServerProcess>> servers = new ArrayList<>();
        List<Runnable> ends = new ArrayList<>();
        try {
            for (ServerLaunch launch : List.of(ServerLaunch.apache(), subject())) {
                Path own = Files.createTempDirectory(folder, "ensemble");
                Members members = new Members(VOTERS, observers, own, configured(launch));
                ends.add(members::close);
                servers.add(members.all());
                if (members.leader() != VOTERS - 1) {
                    throw new IOException("another member leads than was meant to");
                }
            }
        } catch (IOException | InterruptedException failure) {
            ends.forEach(Runnable::run);
            throw new IOException(failure);
        }
        return new Pair(servers, ends);
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

    /** The reference and the subject, if each is a single server. */
    List<ServerProcess> servers() {
        return List.of(servers.get(0).get(0), servers.get(1).get(0));
    }

    /** The members of side 0, the reference, or of side 1. */
    List<ServerProcess> members(int side) {
        return servers.get(side);
    }

    /** Where clients reach the members of a side. */
    List<Integer> ports(int side) {
        return members(side).stream().map(ServerProcess::port).toList();
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
        ends.forEach(Runnable::run);
    }
}
