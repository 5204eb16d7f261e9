import org.jspecify.annotations.NullMarked;

/** Bytes to nouns and back, in ZooKeeper's formats exactly. */
@NullMarked
module org.muster.wire {
    requires static org.jspecify;
    requires transitive org.muster.model;

    exports org.muster.wire.client;
    exports org.muster.wire.jute;
    exports org.muster.wire.peer;
    exports org.muster.wire.snapshot;
    exports org.muster.wire.txn;
}
