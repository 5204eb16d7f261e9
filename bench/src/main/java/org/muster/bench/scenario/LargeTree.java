package org.muster.bench.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.muster.bench.load.Frames;
import org.muster.bench.load.LoadLoop;
import org.muster.bench.load.LoadResult;
import org.muster.bench.load.Requests;
import org.muster.bench.proc.DataFiles;
import org.muster.bench.proc.LiveHeap;
import org.muster.bench.proc.ProcFs;
import org.muster.bench.report.Figure;
import org.muster.bench.report.Row;
import org.muster.bench.server.ServerRun;

/** A tree of a million znodes of 100 B in 10 parents: made, weighed, loaded again, snapshotted. */
public final class LargeTree {
    private static final int SESSIONS = 32;
    private static final int PIPELINED = 16;
    private static final int DATA_BYTES = 100;
    private static final int PARENTS = 10;

    private final Plan plan;
    private final List<String> parents = new ArrayList<>();

    /** The tree of this plan. */
    public LargeTree(Plan plan) {
        this.plan = plan;
        for (int i = 0; i < PARENTS; i++) {
            parents.add("/parent" + i);
        }
    }

    /** Whether the plan wants it. */
    public boolean isWanted() {
        return plan.wants(Row.ZNODE_HEAP, Row.DISK, Row.RESTART, Row.SNAPSHOT_STALL);
    }

    /** Measures one server, started for this on an empty directory. */
    public void run(Tally tally, Path directory) {
        try (ServerRun server = new ServerRun(tally.contestant(), directory, plan.heap(), "")) {
            make(server, tally);
            server.stop();
        }
        if (plan.wants(Row.RESTART)) {
            try (ServerRun server = new ServerRun(tally.contestant(), directory, plan.heap(), "")) {
                tally.add(Figure.RESTART_TIME, server.startSeconds());
                tally.add(Figure.RESTART_CPU, server.startCpuSeconds());
                server.stop();
            }
        }
        if (plan.wants(Row.SNAPSHOT_STALL)) {
            new SnapshotStall(plan, parents).run(tally, directory);
        }
    }

    private void make(ServerRun server, Tally tally) {
        try (LoadLoop loop =
                new LoadLoop(server.address(), LoadLoop.Shape.of(SESSIONS, PIPELINED))) {
            List<byte[]> frames = new ArrayList<>();
            parents.forEach(parent -> frames.add(Frames.create(parent, new byte[0])));
            loop.start(new Requests.Once(frames), 1, 1);
            loop.runToEnd();
            boolean memory = plan.wants(Row.ZNODE_HEAP);
            long heap = memory ? LiveHeap.bytes(plan.javaHome(), server.pid()) : 0;
            long written = ProcFs.bytesWrittenToDisk(server.pid());
            int count = plan.znodes();
            loop.start(
                    new Requests.Creates(parents, count, DATA_BYTES, plan.seed()),
                    SESSIONS,
                    PIPELINED);
            LoadResult result = loop.runToEnd();
            DataFiles files = new DataFiles(server.dataDirectory());
            files.awaitQuiet();
            if (plan.wants(Row.DISK)) {
                double bytes = ProcFs.bytesWrittenToDisk(server.pid()) - written;
                tally.add(Figure.DISK_WRITTEN, bytes / count);
                tally.add(Figure.DISK_SIZE, (double) files.totalBytes() / count);
                tally.add(Figure.DISK_RATE, result.perSecond() / 1000);
            }
            if (memory) {
                double bytes = LiveHeap.bytes(plan.javaHome(), server.pid()) - heap;
                tally.add(Figure.ZNODE_HEAP, bytes / count);
                tally.add(Figure.ZNODE_OVERHEAD, bytes / count - DATA_BYTES);
            }
        }
    }
}
