package org.muster.bench.micro;

import org.muster.model.ZPath;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.state.State;
import org.muster.state.auth.AclRules;
import org.muster.state.auth.AuthRules;
import org.muster.state.query.Query;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;

/** Finding and changing znodes of a tree of 10,000. */
@org.openjdk.jmh.annotations.State(Scope.Thread)
public class TreeBench {
    private final Scene scene = new Scene();
    private final Query query = new Query(new AclRules(AuthRules.DEFAULT));
    private final ZPath fresh = ZPath.of("/bench/node-0005000x");

    /** Ready to be measured. */
    public TreeBench() {}

    /** A znode with its data and Stat. */
    @Benchmark
    public Response find() {
        return query.getData(scene.state(), scene.anyPath(), Scene.IDENTITIES);
    }

    /** One more znode in the middle of its siblings: decided, applied. */
    @Benchmark
    public State insert() {
        return scene.applied(Scene.create(fresh)).state();
    }

    /** Other data for a znode: decided, applied. */
    @Benchmark
    public State update() {
        return scene.applied(Scene.setData(scene.anyPath())).state();
    }

    /** A znode less: decided, applied. */
    @Benchmark
    public State remove() {
        return scene.applied(new WriteRequest.Delete(scene.anyPath(), -1)).state();
    }
}
