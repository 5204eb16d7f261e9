package org.muster.testkit.client;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muster.testkit.ServerLaunch;

/** The servers that Muster's client is tried with. */
enum Subject {
    MUSTER,
    APACHE_3_9,
    /** The oldest release still in wide use; it knows no lasting watches. */
    APACHE_3_5;

    ServerLaunch launch() {
        ServerLaunch launch =
                switch (this) {
                    case MUSTER -> ServerLaunch.muster();
                    case APACHE_3_9 -> ServerLaunch.apache();
                    case APACHE_3_5 ->
                            ServerLaunch.apache(oldJars())
                                    .jvm("-Dzookeeper.jmx.log4j.disable=true");
                };
        return launch.with("extendedTypesEnabled", "true").with("maxClientCnxns", "0");
    }

    boolean isOld() {
        return this == APACHE_3_5;
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
