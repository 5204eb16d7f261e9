package org.muster.bench.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.muster.bench.failure.BenchFailure;

/** The files a server keeps below its data directory, seen from outside. */
public final class DataFiles {
    private static final long QUIET_MS = 1500;
    private static final long QUIET_LIMIT_MS = 120_000;
    private static final long LOOK_EVERY_MS = 100;

    private final Path directory;

    /** The files below this directory. */
    public DataFiles(Path directory) {
        this.directory = directory;
    }

    /** The sizes of all files, in bytes, by path. */
    public Map<Path, Long> sizes() {
        Map<Path, Long> sizes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                try {
                    sizes.put(file, Files.size(file));
                } catch (NoSuchFileException e) {
                    // The server renamed or deleted it since it was listed.
                    sizes.remove(file);
                }
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new BenchFailure("cannot look into " + directory, e);
        }
        return sizes;
    }

    /** The sizes of the snapshots alone, those being written included. */
    public Map<Path, Long> snapshotSizes() {
        Map<Path, Long> sizes = sizes();
        sizes.keySet().removeIf(file -> !isSnapshot(file.getFileName().toString()));
        return sizes;
    }

    /** Muster writes a snapshot under the name of an image, and renames it when it is complete. */
    static boolean isSnapshot(String name) {
        return name.startsWith("snapshot.") || name.contains("tmp.image.");
    }

    /** The size of all files together, in bytes. */
    public long totalBytes() {
        return sizes().values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Waits until no file grew, came or went for a while, so that a snapshot under way is counted.
     */
    public void awaitQuiet() {
        Map<Path, Long> last = sizes();
        long quietMs = 0;
        for (long waitedMs = 0; quietMs < QUIET_MS; waitedMs += LOOK_EVERY_MS) {
            if (waitedMs > QUIET_LIMIT_MS) {
                throw new BenchFailure("the server never stops writing in " + directory);
            }
            Pause.ms(LOOK_EVERY_MS);
            Map<Path, Long> now = sizes();
            quietMs = now.equals(last) ? quietMs + LOOK_EVERY_MS : 0;
            last = now;
        }
    }
}
