import org.jspecify.annotations.NullMarked;

/** Durable things as state machines over a port to the disk. */
@NullMarked
module org.muster.storage {
    requires static org.jspecify;
    requires transitive org.muster.model;
    requires transitive org.muster.wire;

    exports org.muster.storage;
    exports org.muster.storage.disk;
    exports org.muster.storage.history;
    exports org.muster.storage.install;
    exports org.muster.storage.log;
    exports org.muster.storage.mark;
    exports org.muster.storage.member;
    exports org.muster.storage.meta;
    exports org.muster.storage.name;
    exports org.muster.storage.purge;
    exports org.muster.storage.recovery;
    exports org.muster.storage.scrub;
    exports org.muster.storage.snapshot;
}
