import org.jspecify.annotations.NullMarked;

/** Consensus as a pure machine: elections, synchronisation, broadcast. */
@NullMarked
module org.muster.zab {
    requires static org.jspecify;
    requires transitive org.muster.model;

    exports org.muster.zab;
}
