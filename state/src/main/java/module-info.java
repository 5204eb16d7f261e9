import org.jspecify.annotations.NullMarked;

/**
 * The replicated state machine: one immutable root, and transactions that turn it into the next.
 */
@NullMarked
module org.muster.state {
    requires static org.jspecify;
    requires transitive org.muster.model;

    exports org.muster.state;
    exports org.muster.state.apply;
    exports org.muster.state.auth;
    exports org.muster.state.map;
    exports org.muster.state.prepare;
    exports org.muster.state.query;
    exports org.muster.state.tree;
}
