package org.muster.bench.scenario;

import java.nio.file.Path;
import java.util.List;
import org.muster.bench.load.Frames;
import org.muster.bench.load.LoadLoop;
import org.muster.bench.load.Requests;
import org.muster.bench.proc.MemoryUse;
import org.muster.bench.proc.ProcFs;
import org.muster.bench.report.Figure;
import org.muster.bench.report.Row;
import org.muster.bench.report.Spread;
import org.muster.bench.server.ServerRun;

/** How soon 5,000 sessions hear of a change they watch, and what 10,000 more cost while idle. */
public final class ManySessions {
    private static final int SESSIONS = 5_000;
    private static final int IDLE_SESSIONS = 10_000;
    private static final String WATCHED = "/watched";
    private static final byte[] DATA = new byte[100];

    private final Plan plan;

    /** The sessions of this plan. */
    public ManySessions(Plan plan) {
        this.plan = plan;
    }

    /** Whether the plan wants them. */
    public boolean isWanted() {
        return plan.wants(Row.FAN_OUT, Row.IDLE_SESSION);
    }

    /** Measures one server, started for this on an empty directory. */
    public void run(Tally tally, Path directory) {
        try (ServerRun server = new ServerRun(tally.contestant(), directory, plan.heap(), "");
                LoadLoop writer = new LoadLoop(server.address(), LoadLoop.Shape.of(1, 1))) {
            writer.start(new Requests.Once(List.of(Frames.create(WATCHED, DATA))), 1, 1);
            writer.runToEnd();
            if (plan.wants(Row.IDLE_SESSION)) {
                warmUp(server);
            }
            try (LoadLoop sessions =
                    new LoadLoop(server.address(), new LoadLoop.Shape(SESSIONS + 1, 1, 512, 256))) {
                if (plan.wants(Row.FAN_OUT)) {
                    fanOut(server, sessions, tally);
                }
                if (plan.wants(Row.IDLE_SESSION)) {
                    idle(server, tally);
                }
            }
        }
    }

    /**
     * What more sessions cost, on a server for which opening sessions is nothing new any more: what
     * it compiles and allocates only once does not count as theirs.
     */
    private void idle(ServerRun server, Tally tally) {
        MemoryUse before = MemoryUse.of(plan.javaHome(), server.pid());
        try (LoadLoop _ =
                new LoadLoop(server.address(), new LoadLoop.Shape(IDLE_SESSIONS, 1, 512, 256))) {
            MemoryUse after = MemoryUse.of(plan.javaHome(), server.pid());
            double heap = after.liveHeapBytes() - before.liveHeapBytes();
            double other = after.otherResidentBytes() - before.otherResidentBytes();
            tally.add(Figure.IDLE_SESSION_HEAP, heap / IDLE_SESSIONS);
            tally.add(Figure.IDLE_SESSION_MEMORY, (heap + other) / IDLE_SESSIONS);
        }
    }

    /** Lets the server touch the memory it works in, so that it does not count as the sessions'. */
    private void warmUp(ServerRun server) {
        Requests mix = new Requests.Mix(List.of(WATCHED), DATA.length, 500, plan.seed());
        try (LoadLoop loop = new LoadLoop(server.address(), LoadLoop.Shape.of(32, 16))) {
            loop.start(mix, 32, 16);
            loop.run(plan.warmUpNs());
            loop.drain();
        }
    }

    private void fanOut(ServerRun server, LoadLoop sessions, Tally tally) {
        Requests arm = new Requests.Same(Frames.getData(WATCHED, true));
        Requests change = new Requests.Same(Frames.setData(WATCHED, DATA));
        double[] millis = new double[plan.fanOuts()];
        for (int i = 0; i < plan.fanOuts(); i++) {
            once(sessions, arm, change);
        }
        long before = ProcFs.cpuMicros(server.pid());
        for (int i = 0; i < plan.fanOuts(); i++) {
            millis[i] = once(sessions, arm, change);
        }
        double told = (double) plan.fanOuts() * SESSIONS;
        tally.add(Figure.FAN_OUT_TIME, new Spread(millis).median());
        tally.add(Figure.FAN_OUT_CPU, (ProcFs.cpuMicros(server.pid()) - before) / told);
    }

    /** Milliseconds from the change until the last session heard of it. */
    private static double once(LoadLoop sessions, Requests arm, Requests change) {
        for (int i = 0; i < SESSIONS; i++) {
            sessions.send(i, arm);
        }
        sessions.awaitEvents(0);
        long begin = System.nanoTime();
        sessions.send(SESSIONS, change);
        sessions.awaitEvents(SESSIONS);
        return (sessions.lastEventNs() - begin) / 1e6;
    }
}
