package org.muster.cli.shell.copy;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.text.JsonReader;

/** Reads what export has written. */
final class ExportFile {
    private final BufferedReader lines;
    private final String root;
    private int number = 1;

    /** Reads the first line; fails if it is not export's. */
    ExportFile(BufferedReader lines) throws IOException {
        this.lines = lines;
        String first = lines.readLine();
        Object header = first == null ? "" : value(first);
        if (!(header instanceof Map<?, ?> fields)
                || !"export".equals(fields.get("muster"))
                || !(fields.get("root") instanceof String path)) {
            throw ShellFailure.usage("line 1 is not that of an export");
        }
        if (!Long.valueOf(1).equals(fields.get("format"))) {
            throw ShellFailure.usage("this is not format 1, which is all that is known here");
        }
        this.root = path;
    }

    private static Object value(String line) {
        try {
            @Nullable Object value = JsonReader.read(line);
            return value == null ? "" : value;
        } catch (IllegalArgumentException noJson) {
            return "";
        }
    }

    /** Which node was exported. */
    String root() {
        return root;
    }

    /** The next node; null at the end. */
    @Nullable Carried next() {
        try {
            String line = lines.readLine();
            while (line != null && line.isBlank()) {
                number++;
                line = lines.readLine();
            }
            number++;
            return line == null ? null : Carried.read(line);
        } catch (IllegalArgumentException wrong) {
            throw ShellFailure.usage("line " + number + ": " + wrong.getMessage());
        } catch (IOException unreadable) {
            throw new ShellFailure(ExitCode.FAILED, "cannot read on: " + unreadable);
        }
    }
}
