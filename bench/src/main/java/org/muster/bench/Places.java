package org.muster.bench;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.muster.bench.client.ClientSide;
import org.muster.bench.failure.BenchFailure;

/** Where this clone, Apache's jars and the JDK are. */
final class Places {
    private Places() {}

    /** The clone this program was built in: the nearest directory above it with bin/muster. */
    static Path ofThisClone() {
        Path at = ofThisProgram();
        for (@Nullable Path up = at; up != null; up = up.getParent()) {
            if (Files.isExecutable(up.resolve("bin/muster"))) {
                return up;
            }
        }
        throw new BenchFailure("no bin/muster above " + at);
    }

    /** Apache's jars, which the build fetched: that of bin/muster, or a plain one. */
    static Path apacheJars(Path clone) {
        Path built = clone.resolve("reference/apache-3.9.5/target");
        Path byProgram = built.resolve("program/lib");
        return Files.isDirectory(byProgram) ? byProgram : built.resolve("lib");
    }

    /** Curator and Apache's client, with the program that uses them beside this one's classes. */
    static ClientSide curator(Path clone) {
        Path target = clone.resolve("reference/curator-5.9.0/target");
        Path byProgram = target.resolve("program");
        Path built = Files.isDirectory(byProgram) ? byProgram : target;
        if (!Files.isDirectory(built.resolve("lib"))) {
            throw new BenchFailure("Curator is not in " + built + ": build Muster with bin/muster");
        }
        String classPath =
                String.join(
                        File.pathSeparator,
                        built.resolve("classes").toString(),
                        built.resolve("lib") + "/*",
                        ofThisProgram().toString());
        return new ClientSide(
                "Apache, Curator 5.9", classPath, "org.muster.reference.curator.CuratorProgram");
    }

    /** This program's own classes, without what it depends on. */
    private static Path ofThisProgram() {
        try {
            return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new BenchFailure("cannot tell where this program is", e);
        }
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
