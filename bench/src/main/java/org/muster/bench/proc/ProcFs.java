package org.muster.bench.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.muster.bench.failure.BenchFailure;

/** What Linux tells about a process under /proc. */
public final class ProcFs {
    /** Linux reports CPU time in hundredths of a second on every architecture. */
    private static final int TICKS_PER_SECOND = 100;

    /** utime is field 14 of the stat line; the fields behind the name start with number 3. */
    private static final int UTIME_AFTER_NAME = 14 - 3;

    private ProcFs() {}

    /** CPU time used by all threads of a process, in user and kernel mode, in microseconds. */
    public static long cpuMicros(long pid) {
        return parseCpuMicros(read(pid, "stat"));
    }

    /** Bytes a process caused to be sent to storage. */
    public static long bytesWrittenToDisk(long pid) {
        return parseField(read(pid, "io"), "write_bytes:");
    }

    /** How many threads a process has. */
    public static long threads(long pid) {
        return parseField(read(pid, "status"), "Threads:");
    }

    /** The memory mappings of a process with what is resident of each: its smaps file. */
    static String mappings(long pid) {
        return read(pid, "smaps");
    }

    /** The CPU time in a line of /proc/PID/stat; the name in it may hold spaces and parentheses. */
    static long parseCpuMicros(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks =
                Long.parseLong(fields[UTIME_AFTER_NAME])
                        + Long.parseLong(fields[UTIME_AFTER_NAME + 1]);
        return ticks * (1_000_000 / TICKS_PER_SECOND);
    }

    /** The number behind a label at the start of a line. */
    static long parseField(String text, String label) {
        for (String line : List.of(text.split("\n", -1))) {
            if (line.startsWith(label)) {
                return Long.parseLong(line.substring(label.length()).strip().split("\\s+", -1)[0]);
            }
        }
        throw new BenchFailure("no " + label + " in /proc");
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new BenchFailure("cannot read /proc/" + pid + "/" + file, e);
        }
    }
}
