package org.muster.bench;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.muster.bench.failure.BenchFailure;

/** Where this clone, Apache's jars and the JDK are. */
final class Places {
    private Places() {}

    /** The clone this program was built in: the nearest directory above it with bin/muster. */
    static Path ofThisClone() {
        try {
            Path at =
                    Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            for (@Nullable Path up = at; up != null; up = up.getParent()) {
                if (Files.isExecutable(up.resolve("bin/muster"))) {
                    return up;
                }
            }
            throw new BenchFailure("no bin/muster above " + at);
        } catch (URISyntaxException e) {
            throw new BenchFailure("cannot tell where this program is", e);
        }
    }

    /** Apache's jars, which the build fetched: that of bin/muster, or a plain one. */
    static Path apacheJars(Path clone) {
        Path built = clone.resolve("reference/apache-3.9.5/target");
        Path byProgram = built.resolve("program/lib");
        return Files.isDirectory(byProgram) ? byProgram : built.resolve("lib");
    }

    /** The JDK this program runs on. */
    static Path javaHome() {
        String java = ProcessHandle.current().info().command().orElseThrow();
        Path bin = Path.of(java).getParent();
        Path home = bin == null ? null : bin.getParent();
        if (home == null) {
            throw new BenchFailure("cannot tell the JDK from " + java);
        }
        return home;
    }
}
