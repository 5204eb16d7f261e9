package org.muster.storage.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.muster.storage.disk.MemoryDisk;

/** A data directory that Apache ZooKeeper 3.9.5 wrote, and what it should hold. */
public final class Fixture {
    private static final Path ROOT = Path.of("src/test/resources/apache");

    private final Path path;
    private final Directories directories;

    private Fixture(Path path) {
        this.path = path;
        if (Files.isDirectory(path.resolve("version-2"))) {
            directories = Directories.single(load(path.resolve("version-2")));
        } else {
            directories =
                    Directories.separate(
                            load(path.resolve("dataDir/version-2")),
                            load(path.resolve("dataLogDir/version-2")));
        }
    }

    /** The fixture {@code name}, on disks in memory. */
    public static Fixture of(String name) {
        return new Fixture(ROOT.resolve(name));
    }

    /** The names of all. */
    public static List<String> all() {
        try (var names = Files.list(ROOT)) {
            return names.map(name -> name.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MemoryDisk load(Path directory) {
        MemoryDisk disk = new MemoryDisk();
        try (var names = Files.list(directory)) {
            for (Path file : names.toList()) {
                disk.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return disk;
    }

    /** Where it lies. */
    public Directories directories() {
        return directories;
    }

    /** The disk of the logs. */
    public MemoryDisk logs() {
        return (MemoryDisk) directories.logs();
    }

    /** The disk of the snapshots. */
    public MemoryDisk snapshots() {
        return (MemoryDisk) directories.snapshots();
    }

    /** What it should hold. */
    public Map<String, Object> expected() {
        try {
            return Json.parse(Files.readString(path.resolve("expected.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
