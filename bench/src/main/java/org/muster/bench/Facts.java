package org.muster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.proc.Programs;

/** Looks up what a result says about where it was taken. */
final class Facts {
    private Facts() {}

    /** The commit of this clone, with a plus sign if files differ from it. */
    static String commit(Path clone) {
        String git = clone.toString();
        String head =
                Programs.output("git", "-C", git, "rev-parse", "--short=10", "HEAD")
                        .map(String::strip)
                        .orElse("unknown");
        boolean changed =
                Programs.output("git", "-C", git, "status", "--porcelain", "-uno")
                        .map(text -> !text.isBlank())
                        .orElse(false);
        return changed ? head + "+" : head;
    }

    /** Today, as the calendar of this machine has it. */
    static String date() {
        return LocalDate.now(java.time.ZoneId.systemDefault()).toString();
    }

    /** The name and version of the JDK in this directory. */
    static String jdk(Path javaHome) {
        String release = read(javaHome.resolve("release"));
        return "JDK "
                + quoted(release, "JAVA_RUNTIME_VERSION=", quoted(release, "JAVA_VERSION=", "?"));
    }

    /** Processor, cores, memory and kernel. */
    static String machine() {
        String model =
                read(Path.of("/proc/cpuinfo"))
                        .lines()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown processor");
        String memory = read(Path.of("/proc/meminfo")).lines().findFirst().orElse("0");
        double gib = Long.parseLong(memory.replaceAll("[^0-9]", "")) / (1024.0 * 1024);
        String kernel = read(Path.of("/proc/sys/kernel/osrelease")).strip();
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %.0f GiB, Linux %s",
                model,
                Runtime.getRuntime().availableProcessors(),
                gib,
                kernel);
    }

    private static String quoted(String text, String label, String otherwise) {
        return text.lines()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()).replace("\"", ""))
                .findFirst()
                .orElse(otherwise);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BenchFailure("cannot read " + file, e);
        }
    }
}
