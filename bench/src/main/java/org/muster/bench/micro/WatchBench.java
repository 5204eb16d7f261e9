package org.muster.bench.micro;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.ZPath;
import org.muster.replica.watch.WatchTable;
import org.muster.replica.watch.Watcher;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Setting and triggering watches in a table with 10,000 others. */
@State(Scope.Thread)
public class WatchBench {
    private static final int WATCHERS = 1000;
    private static final int OTHERS_EACH = 10;

    private final WatchTable<Object> table = new WatchTable<>(17);
    private final List<Watcher<Object>> watchers = new ArrayList<>();
    private final ZPath path = ZPath.of("/bench/watched");
    private final ZPath elsewhere = ZPath.of("/bench/nobody/looks");
    private long told;

    /** Ready to be measured. */
    public WatchBench() {
        for (int i = 0; i < WATCHERS; i++) {
            Watcher<Object> watcher = new Watcher<>(this, i);
            watchers.add(watcher);
            for (int j = 0; j < OTHERS_EACH; j++) {
                ZPath other = ZPath.of("/bench/other-" + (i * OTHERS_EACH + j));
                table.add(watcher, other, WatchTable.STANDARD_DATA);
            }
        }
    }

    /** One of 1,000 watches of one znode set, and told of its change. */
    @Benchmark
    @OperationsPerInvocation(WATCHERS)
    public long setAndTrigger() {
        for (Watcher<Object> watcher : watchers) {
            table.add(watcher, path, WatchTable.STANDARD_DATA);
        }
        table.trigger(path, WatchTable.IN_DATA_TABLE, _ -> told++);
        return told;
    }

    /** A change that nobody watches. */
    @Benchmark
    public long triggerNone() {
        table.trigger(elsewhere, WatchTable.IN_DATA_TABLE, _ -> told++);
        return told;
    }
}
