import org.jspecify.annotations.NullMarked;

/** One member as a deterministic machine: inputs in, effects out. */
@NullMarked
module org.muster.replica {
    requires static org.jspecify;
    requires transitive org.muster.model;
    requires transitive org.muster.state;
    requires org.muster.wire;
    requires transitive org.muster.zab;

    exports org.muster.replica;
    exports org.muster.replica.core;
    exports org.muster.replica.front;
    exports org.muster.replica.route;
    exports org.muster.replica.trace;
    exports org.muster.replica.watch to
            org.muster.bench;
}
