package org.muster.testkit.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The oldest Java that Muster's client and test kit are for. */
public final class OldJava {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    private OldJava() {}

    /** The program of a Java 17, if one is installed. */
    public static Optional<Path> find() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            return homes.filter(home -> home.toString().contains("17"))
                    .map(home -> home.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }
}
