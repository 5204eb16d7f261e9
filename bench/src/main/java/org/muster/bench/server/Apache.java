package org.muster.bench.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.muster.bench.failure.BenchFailure;

/**
 * Apache ZooKeeper as its distribution starts it, with the JVM's own choice of flags; its logging
 * is off, which can only help it.
 */
public final class Apache implements Contestant {
    /** The release measured against. */
    public static final String VERSION = "3.9.5";

    private final String name;
    private final Path jars;
    private final Path javaHome;

    /** Apache's server out of this directory of jars, on this JDK. */
    public Apache(String name, Path jars, Path javaHome) {
        if (!Files.isRegularFile(jars.resolve("zookeeper-" + VERSION + ".jar"))) {
            throw new BenchFailure(
                    "Apache ZooKeeper's jars are not in "
                            + jars
                            + ": build Muster with bin/muster");
        }
        this.name = name;
        this.jars = jars;
        this.javaHome = javaHome;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Command command(Path config, String heap) {
        return new Command(
                List.of(
                        javaHome.resolve("bin/java").toString(),
                        "-Xms" + heap,
                        "-Xmx" + heap,
                        "-cp",
                        jars + "/*",
                        "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                        config.toString()),
                Map.of());
    }
}
