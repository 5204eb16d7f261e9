package org.muster.bench.proc;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muster.bench.failure.BenchFailure;

/**
 * The memory a JVM needs: its live objects, and what is resident outside its heap.
 *
 * <p>How much of the heap is resident says nothing when it has a fixed size: it is what collectors
 * have touched by chance.
 */
public record MemoryUse(long liveHeapBytes, long otherResidentBytes) {
    private static final Pattern ADDRESS = Pattern.compile("0x([0-9a-f]{8,16})");
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");

    /** What process {@code pid} needs now, after full collections. */
    public static MemoryUse of(Path javaHome, long pid) {
        long live = LiveHeap.bytes(javaHome, pid);
        String jcmd = javaHome.resolve("bin").resolve("jcmd").toString();
        String heap =
                Programs.output(jcmd, Long.toString(pid), "GC.heap_info")
                        .orElseThrow(() -> new BenchFailure("jcmd cannot ask process " + pid));
        return new MemoryUse(live, otherBytes(heap, ProcFs.mappings(pid)));
    }

    /** The resident bytes of all mappings but those between the lowest and highest of the heap. */
    static long otherBytes(String heapInfo, String mappings) {
        long low = Long.MAX_VALUE;
        long high = 0;
        Matcher address = ADDRESS.matcher(heapInfo);
        while (address.find()) {
            long value = Long.parseLong(address.group(1), 16);
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        if (high == 0) {
            throw new BenchFailure("jcmd does not tell where the heap is");
        }
        long sum = 0;
        boolean inHeap = false;
        for (String line : List.of(mappings.split("\n", -1))) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                long from = Long.parseUnsignedLong(mapping.group(1), 16);
                inHeap = from >= low && from < high;
            } else if (!inHeap && line.startsWith("Rss:")) {
                sum += ProcFs.parseField(line, "Rss:") * 1024;
            }
        }
        return sum;
    }
}
