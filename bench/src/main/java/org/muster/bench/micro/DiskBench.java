package org.muster.bench.micro;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.muster.model.Zxid;
import org.muster.state.State;
import org.muster.storage.disk.DiskException;
import org.muster.storage.log.LogSettings;
import org.muster.storage.log.LogWriter;
import org.muster.storage.mark.MarkFile;
import org.muster.storage.snapshot.SnapshotImage;
import org.muster.storage.snapshot.SnapshotSettings;
import org.muster.storage.snapshot.SnapshotWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;

/** What the log and snapshots cost the processor, on a disk that costs nothing. */
@org.openjdk.jmh.annotations.State(Scope.Thread)
public class DiskBench {
    private static final int BATCH = 64;
    private static final long EPOCH = 1L << 32;

    private final Scene scene = new Scene();
    private final byte[] payload = scene.payload(Scene.setData(scene.anyPath()));
    private final MemoryDisk snapshots = new MemoryDisk();
    private @Nullable LogWriter log;
    private long counter = EPOCH;

    /** Ready to be measured. */
    public DiskBench() {}

    /** Begins on an empty disk. */
    @Setup(Level.Iteration)
    public void begin() throws DiskException {
        MemoryDisk disk = new MemoryDisk();
        LogSettings settings = new LogSettings(4 << 20, false, true, Long.MAX_VALUE);
        log = new LogWriter(disk, settings, MarkFile.open(disk), new Zxid(counter));
    }

    /** A record of 100 bytes of data, one of 64 in its batch. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Zxid appendToLog() throws DiskException {
        LogWriter writer = Objects.requireNonNull(log);
        for (int i = 0; i < BATCH; i++) {
            writer.append(new Zxid(++counter), payload, 0, payload.length);
        }
        return writer.flush(0);
    }

    /** A znode of a snapshot: written, read back, compared. */
    @Benchmark
    @OperationsPerInvocation(Scene.NODES)
    public long writeSnapshot() throws DiskException {
        State state = scene.state();
        SnapshotImage image = new SnapshotImage(state.lastZxid(), state.digest(), state.export());
        SnapshotWriter.Announcement none = (_, _) -> {};
        try (SnapshotWriter writer =
                new SnapshotWriter(snapshots, SnapshotSettings.DEFAULT, image, none)) {
            writer.run();
            return writer.sizeBytes();
        }
    }
}
