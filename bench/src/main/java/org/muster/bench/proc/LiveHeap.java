package org.muster.bench.proc;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import org.muster.bench.failure.BenchFailure;

/** The bytes of live Java objects in another JVM, after a full collection it is made to run. */
public final class LiveHeap {
    private LiveHeap() {}

    /**
     * Live bytes in the heap of process {@code pid}, by the class histogram of this JDK's jcmd.
     *
     * <p>The histogram counts exactly the reachable objects, so it does not depend on the collector
     * or on what it leaves between regions. The first one lets references be cleared.
     */
    public static long bytes(Path javaHome, long pid) {
        histogram(javaHome, pid);
        return parseTotalBytes(histogram(javaHome, pid));
    }

    /** Live bytes in the heap of this process, counted the same way without another program. */
    public static long ownBytes() {
        ownHistogram();
        return parseTotalBytes(ownHistogram());
    }

    private static String ownHistogram() {
        try {
            return (String)
                    ManagementFactory.getPlatformMBeanServer()
                            .invoke(
                                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                    "gcClassHistogram",
                                    new Object[] {new String[0]},
                                    new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new BenchFailure("this JVM gives no class histogram", e);
        }
    }

    private static String histogram(Path javaHome, long pid) {
        String jcmd = javaHome.resolve("bin").resolve("jcmd").toString();
        return Programs.output(jcmd, Long.toString(pid), "GC.class_histogram")
                .orElseThrow(() -> new BenchFailure("jcmd cannot ask process " + pid));
    }

    /** The bytes in the last line of a histogram: {@code Total <instances> <bytes>}. */
    static long parseTotalBytes(String histogram) {
        String[] lines = histogram.strip().split("\n", -1);
        String[] words = lines[lines.length - 1].strip().split("\\s+", -1);
        if (words.length != 3 || !words[0].equals("Total")) {
            throw new BenchFailure("jcmd gave no class histogram");
        }
        return Long.parseLong(words[2]);
    }
}
