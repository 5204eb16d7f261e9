import org.jspecify.annotations.NullMarked;

/** A world of one thread under one seed: network, disk, time and their faults. */
@NullMarked
module org.muster.sim {
    requires static org.jspecify;
    requires org.muster.model;
    requires org.muster.replica;
    requires org.muster.storage;
    requires org.muster.wire;
    requires org.muster.zab;
}
