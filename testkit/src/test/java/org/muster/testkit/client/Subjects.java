package org.muster.testkit.client;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muster.testkit.ServerLaunch;

/**
 * The server that Muster's client is tried with: Muster, or with {@code
 * -Dmuster.client.subject=apache} or {@code apache-old} the reference, 3.9.5 or 3.5.10.
 */
final class Subjects {
    private static final String SUBJECT = System.getProperty("muster.client.subject", "muster");

    private Subjects() {}

    static ServerLaunch chosen() {
        ServerLaunch launch =
                switch (SUBJECT) {
                    case "muster" -> ServerLaunch.muster();
                    case "apache" -> ServerLaunch.apache();
                    case "apache-old" -> ServerLaunch.apache(oldJars());
                    default -> throw new IllegalStateException("no such subject: " + SUBJECT);
                };
        return launch.with("extendedTypesEnabled", "true").with("maxClientCnxns", "0");
    }

    /** Whether the servers are of a release that knows no lasting watches. */
    static boolean areOld() {
        return SUBJECT.equals("apache-old");
    }

    private static String oldJars() {
        try (Stream<Path> jars = Files.list(Path.of("target", "old-client"))) {
            return jars.map(jar -> jar.toAbsolutePath().toString())
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
