package org.muster.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What applications put on their class path runs on Java 17. */
final class BytecodeTest {
    private static final int JAVA_17 = 61;

    /** The modules that applications and their tests use. */
    private static final List<String> OLD = List.of("model", "wire", "client", "testkit");

    @Test
    void whatApplicationsUseRunsOnJava17() throws IOException {
        List<String> found = new ArrayList<>();
        for (String module : OLD) {
            List<Path> classes = classes(module);
            assertFalse(classes.isEmpty(), module);
            for (Path file : classes) {
                if (version(file) > JAVA_17) {
                    found.add(Repository.name(file));
                }
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void aClassOfTheServerIsNewer() throws IOException {
        assertTrue(version(classes("server").get(0)) > JAVA_17);
    }

    private static List<Path> classes(String module) throws IOException {
        try (Stream<Path> files =
                Files.walk(Repository.ROOT.resolve(module).resolve("target/classes"))) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    /** The major version, which stands behind the magic number and the minor version. */
    private static int version(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            in.readInt();
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }
}
