import org.jspecify.annotations.NullMarked;

/** The nouns that every module of Muster shares. */
@NullMarked
module org.muster.model {
    requires static transitive org.jspecify;

    exports org.muster.model;
    exports org.muster.model.peer;
    exports org.muster.model.request;
    exports org.muster.model.snapshot;
    exports org.muster.model.txn;
}
