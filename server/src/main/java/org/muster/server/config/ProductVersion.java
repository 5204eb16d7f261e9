package org.muster.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** How the program names itself to people and to monitoring. */
public final class ProductVersion {
    private ProductVersion() {}

    /**
     * In the shape that agents parse: first the version of ZooKeeper whose protocol and texts these
     * are, then the program's own.
     */
    public static String text() {
        return "3.9.5-muster-" + own();
    }

    private static String own() {
        try (InputStream in = ProductVersion.class.getResourceAsStream("version.txt")) {
            return in == null
                    ? "unknown"
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
