package org.muster.arch;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The repository these tests are about: its modules, their classes and its files. */
final class Repository {
    /** Who may know whom, downward only; a module missing here fails {@link LayersTest}. */
    static final Map<String, Set<String>> LAYERS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("model", Set.of()),
                            Map.entry("wire", Set.of("model")),
                            Map.entry("recipes", Set.of("client", "model")),
                            Map.entry("client", Set.of("wire", "model")),
                            Map.entry("state", Set.of("model")),
                            Map.entry("zab", Set.of("model")),
                            Map.entry("replica", Set.of("zab", "state", "wire", "model")),
                            Map.entry("storage", Set.of("wire", "model")),
                            Map.entry(
                                    "server",
                                    Set.of("replica", "zab", "storage", "state", "wire", "model")),
                            Map.entry(
                                    "cli", Set.of("server", "client", "storage", "wire", "model")),
                            Map.entry("testkit", Set.of("server", "wire", "model")),
                            Map.entry(
                                    "sim",
                                    Set.of("replica", "zab", "storage", "state", "wire", "model")),
                            Map.entry(
                                    "bench",
                                    Set.of(
                                            "server", "client", "replica", "storage", "state",
                                            "zab", "wire", "model"))));

    /**
     * Modules without input, output, clock, thread or chance; of storage, all but its real disk.
     */
    static final List<String> PURE = List.of("model", "wire", "state", "zab", "replica", "storage");

    private static final Set<String> SKIPPED =
            Set.of(".git", "target", "muster-data", "node_modules", ".idea", "__pycache__");

    /** The root directory, found from the directory the tests run in. */
    static final Path ROOT = root(Path.of("").toAbsolutePath());

    /** The compiled main classes of every module. */
    static final JavaClasses CLASSES = mainClasses();

    private Repository() {}

    private static Path root(Path start) {
        for (Path path = start; path != null; path = path.getParent()) {
            if (Files.isDirectory(path.resolve(".mvn"))) {
                return path;
            }
        }
        throw new IllegalStateException("no .mvn above " + start);
    }

    private static JavaClasses mainClasses() {
        List<Path> directories = new ArrayList<>();
        for (String module : LAYERS.keySet()) {
            Path classes = ROOT.resolve(module).resolve("target/classes");
            if (Files.isDirectory(classes)) {
                directories.add(classes);
            }
        }
        return new ClassFileImporter().importPaths(directories);
    }

    /** The classes of the samples that break one rule each. */
    static JavaClasses samples() {
        return new ClassFileImporter().importPackages("org.muster.arch.fixture");
    }

    /** Every file that a clone holds (or will), in order, whose name ends in one of the endings. */
    static List<Path> files(String... endings) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(
                    ROOT,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path directory, BasicFileAttributes attributes) {
                            return SKIPPED.contains(directory.getFileName().toString())
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            String name = file.getFileName().toString();
                            for (String ending : endings) {
                                if (name.endsWith(ending)) {
                                    found.add(file);
                                    break;
                                }
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(null);
        return found;
    }

    /** The file as text. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of a file as messages give it. */
    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }
}
