package org.muster.sim.workload;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.model.request.WriteRequest;

/** Asks a given list of things, one after the other. */
public final class ScriptedTraffic implements Traffic {
    private final Deque<Request> left;

    /** Asks {@code requests} in order. */
    public ScriptedTraffic(List<Request> requests) {
        this.left = new ArrayDeque<>(requests);
    }

    /** A fresh write, a watch that must fire, a sync, a read: what a served client can do. */
    public static ScriptedTraffic probe() {
        ZPath path = ZPath.of("/probe");
        return new ScriptedTraffic(
                List.of(
                        new ReadRequest.Exists(path, true),
                        new WriteRequest.Create(
                                Op.CREATE2, path, Bytes.utf8("one"), Acl.OPEN, 0, -1),
                        new ReadRequest.GetData(path, true),
                        new WriteRequest.SetData(path, Bytes.utf8("two"), -1),
                        new LinkRequest.Sync(path),
                        new ReadRequest.GetData(path, false)));
    }

    @Override
    public @Nullable Request next() {
        return left.poll();
    }

    @Override
    public boolean isDone() {
        return left.isEmpty();
    }
}
