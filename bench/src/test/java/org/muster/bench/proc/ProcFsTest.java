package org.muster.bench.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.muster.bench.failure.BenchFailure;

final class ProcFsTest {
    @Test
    void cpuTimeIsUserPlusKernelTimeWhateverTheName() {
        String stat = "42 (a) b (c)) S 1 42 42 0 -1 4194304 1 2 3 4 150 25 7 8 20 0 1 0 99 1 2 3\n";
        assertEquals(1_750_000, ProcFs.parseCpuMicros(stat));
    }

    @Test
    void aFieldIsTheNumberBehindItsLabelAtTheStartOfALine() {
        String io = "wchar: 7\ncancelled_write_bytes: 5\nwrite_bytes: 4096\n";
        assertEquals(4096, ProcFs.parseField(io, "write_bytes:"));
        assertEquals(18_032, ProcFs.parseField("Name:\tx\nVmRSS:\t   18032 kB\n", "VmRSS:"));
        assertThrows(BenchFailure.class, () -> ProcFs.parseField(io, "read_bytes:"));
    }

    @Test
    void thisProcessHasUsedTimeAndMemory() {
        long pid = ProcessHandle.current().pid();
        assertTrue(ProcFs.cpuMicros(pid) > 0);
        assertTrue(ProcFs.parseField(ProcFs.mappings(pid), "Rss:") >= 0);
        assertTrue(ProcFs.bytesWrittenToDisk(pid) >= 0);
    }

    @Test
    void memoryOutsideTheHeapIsWhatIsResidentOfTheOtherMappings() {
        String heap =
                """
                 PSYoungGen [0x00000000fa000000, 0x0000000100000000, 0x0000000100000000)
                 ParOldGen [0x0000000080000000, 0x00000000fa000000, 0x00000000fa000000)
                """;
        String mappings =
                """
                80000000-81000000 rw-p 00000000 00:00 0
                Rss:               16384 kB
                100000000-100400000 rw-p 00000000 00:00 0
                Rss:                 300 kB
                7f0000000000-7f0000100000 r-xp 00000000 08:01 42   /usr/lib/libjvm.so
                Size:               1024 kB
                Rss:                 100 kB
                """;
        assertEquals(400 * 1024, MemoryUse.otherBytes(heap, mappings));
        assertThrows(BenchFailure.class, () -> MemoryUse.otherBytes("no heap", mappings));
    }

    @Test
    void aSnapshotIsOneFromItsFirstByteOn() {
        assertTrue(DataFiles.isSnapshot("snapshot.1f"));
        assertTrue(DataFiles.isSnapshot("muster.tmp.image.1f"));
        assertTrue(!DataFiles.isSnapshot("log.1f"));
        assertTrue(!DataFiles.isSnapshot("muster.tmp.segment.2"));
    }

    @Test
    void liveBytesAreTheTotalOfAHistogram() {
        String histogram =
                """
                 num     #instances         #bytes  class name (module)
                   1:         12345         987654  [B (java.base@25)
                Total         54321        1234567
                """;
        assertEquals(1_234_567, LiveHeap.parseTotalBytes(histogram));
        assertThrows(BenchFailure.class, () -> LiveHeap.parseTotalBytes("42:\nno such process"));
    }
}
