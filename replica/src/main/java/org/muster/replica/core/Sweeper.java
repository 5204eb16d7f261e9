package org.muster.replica.core;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.muster.model.Now;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.request.WriteRequest;
import org.muster.replica.ReplicaConfig.ReaperPace;
import org.muster.state.query.Reaper;

/**
 * Looks for containers and TTL znodes that have served their time, a stretch a tick, and deletes
 * them no faster than the pace allows. A node found may be in use again when its turn comes: then
 * it stays.
 */
final class Sweeper {
    private static final int MINUTE_MS = 60_000;
    private static final int STRETCH = 1000;

    private final ReaperPace pace;
    private final ArrayDeque<ZPath> due = new ArrayDeque<>();
    private @Nullable ZPath resumeAfter;
    private boolean sweeping;
    private long lastSweepMs;
    private long lastTickMs;
    private long creditMs;

    Sweeper(ReaperPace pace, Now now) {
        this.pace = pace;
        this.lastSweepMs = now.monotonicMs();
        this.lastTickMs = now.monotonicMs();
    }

    /** One tick. */
    void tick(Now now, Pipeline pipeline) {
        long nowMs = now.monotonicMs();
        search(now, pipeline);
        long pauseMs = MINUTE_MS / Math.clamp(pace.maxPerMinute(), 1, MINUTE_MS);
        creditMs = due.isEmpty() ? 0 : creditMs + (nowMs - lastTickMs);
        lastTickMs = nowMs;
        while (creditMs >= pauseMs && !due.isEmpty() && pipeline.mayPropose()) {
            ZPath path = due.remove();
            if (!isStillDue(path, now, pipeline)) {
                continue;
            }
            WriteRequest request = new WriteRequest.DeleteContainer(path);
            if (pipeline.tryPropose(now, Draft.own(SessionId.NONE, request))) {
                creditMs -= pauseMs;
            }
        }
    }

    /** A TTL znode may have been written, or made anew, since it was found. */
    private boolean isStillDue(ZPath path, Now now, Pipeline pipeline) {
        return Reaper.isDue(
                pipeline.speculative(), path, now.wallMs(), pace.maxNeverUsedIntervalMs());
    }

    private void search(Now now, Pipeline pipeline) {
        long nowMs = now.monotonicMs();
        if (!sweeping && due.isEmpty() && nowMs - lastSweepMs >= pace.checkIntervalMs()) {
            lastSweepMs = nowMs;
            sweeping = true;
            resumeAfter = null;
        }
        if (sweeping && due.isEmpty()) {
            Reaper.Stretch stretch =
                    Reaper.due(
                            pipeline.committed(),
                            now.wallMs(),
                            pace.maxNeverUsedIntervalMs(),
                            resumeAfter,
                            STRETCH);
            due.addAll(stretch.due());
            resumeAfter = stretch.resumeAfter();
            sweeping = resumeAfter != null;
        }
    }
}
