package org.muster.testkit.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.muster.testkit.ServerLaunch;

/** Lets a server's disk fail, by a library that is compiled here and preloaded into its process. */
final class DiskFaults {
    private static final long COMPILER_S = 60;

    private final Path library;

    private DiskFaults(Path library) {
        this.library = library;
    }

    /** How a disk fails. */
    enum Kind {
        SYNC_FAILS("sync EIO"),
        WRITE_FAILS("write EIO"),
        FULL("write ENOSPC");

        private final String order;

        Kind(String order) {
            this.order = order;
        }
    }

    /** Compiles the library into {@code folder}; empty on a machine without a C compiler. */
    static Optional<DiskFaults> prepare(Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve("faults.c");
        Path library = folder.resolve("faults.so");
        try (InputStream in = DiskFaults.class.getResourceAsStream("/chaos/faults.c")) {
            Files.write(source, Objects.requireNonNull(in).readAllBytes());
        }
        Process compiler;
        try {
            compiler =
                    new ProcessBuilder(
                                    "gcc",
                                    "-shared",
                                    "-fPIC",
                                    "-O2",
                                    "-o",
                                    library.toString(),
                                    source.toString(),
                                    "-ldl")
                            .inheritIO()
                            .start();
        } catch (IOException none) {
            return Optional.empty();
        }
        if (!compiler.waitFor(COMPILER_S, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
            throw new IOException("the library of disk faults does not compile");
        }
        return Optional.of(new DiskFaults(library));
    }

    /** The server with this library, its data being below {@code home}. */
    ServerLaunch preloaded(ServerLaunch launch, Path home) {
        return launch.variable("LD_PRELOAD", library.toString())
                .variable("CHAOS_FLAG", flag(home).toString())
                .variable("CHAOS_PREFIX", home.resolve("data").toString());
    }

    /** From now on the disk of the server fails. */
    static void begin(Path home, Kind kind) throws IOException {
        Path draft = home.resolve("faults.draft");
        Files.writeString(draft, kind.order + "\n");
        Files.move(draft, flag(home));
    }

    /** The disk works again. */
    static void end(Path home) throws IOException {
        Files.deleteIfExists(flag(home));
    }

    private static Path flag(Path home) {
        return home.resolve("faults.now");
    }
}
