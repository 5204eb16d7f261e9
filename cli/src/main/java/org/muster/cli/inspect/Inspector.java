package org.muster.cli.inspect;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.NioDisk;

/** Inspects one file; changes nothing, locks nothing, may run beside a server. */
public final class Inspector {
    /** The file is whole. */
    public static final int WHOLE = 0;

    /** The file was read and is damaged. */
    public static final int DAMAGED = 1;

    /** The file cannot be read at all. */
    public static final int UNREADABLE = 2;

    /** What kind of file it is. */
    public enum Kind {
        /** A transaction log. */
        LOG,
        /** A snapshot. */
        SNAPSHOT
    }

    private Inspector() {}

    /** Prints {@code file}, as JSON lines if {@code json}; the exit code. */
    public static int run(Kind kind, Path file, boolean json, Output output) {
        PrintStream buffered =
                new PrintStream(
                        new BufferedOutputStream(output.out(), 1 << 16),
                        false,
                        StandardCharsets.UTF_8);
        try {
            Path real = file.toRealPath();
            Path directory = real.getParent();
            if (directory == null || !Files.isRegularFile(real)) {
                output.err().println("muster: " + file + " is not a file");
                return UNREADABLE;
            }
            Report report = new Report(buffered, json);
            NioDisk disk = NioDisk.openToRead(directory);
            String name = real.getFileName().toString();
            boolean whole =
                    switch (kind) {
                        case LOG -> LogInspection.run(disk, name, report);
                        case SNAPSHOT -> SnapshotInspection.run(disk, name, report);
                    };
            return whole ? WHOLE : DAMAGED;
        } catch (IOException e) {
            output.err().println("muster: cannot read " + file + ": no such file");
            return UNREADABLE;
        } catch (DiskException e) {
            output.err().println("muster: cannot read " + e.getMessage());
            return UNREADABLE;
        } finally {
            buffered.flush();
        }
    }

    /** Where results and refusals go. */
    public record Output(PrintStream out, PrintStream err) {}
}
