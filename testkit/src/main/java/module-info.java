import org.jspecify.annotations.NullMarked;

/** Real servers and ensembles for the tests of programs that use them. */
@NullMarked
module org.muster.testkit {
    requires static org.jspecify;
    requires static transitive org.junit.jupiter.api;
    requires transitive org.muster.model;
    requires org.muster.wire;

    exports org.muster.testkit;
    exports org.muster.testkit.junit;
}
