import org.jspecify.annotations.NullMarked;

/** Durable things as state machines over a port to the disk. */
@NullMarked
module org.muster.storage {
    requires static org.jspecify;
    requires transitive org.muster.model;
    requires org.muster.wire;
}
