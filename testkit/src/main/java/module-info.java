import org.jspecify.annotations.NullMarked;

/** Real servers as processes on loopback, for this project's system tests and for users' tests. */
@NullMarked
module org.muster.testkit {
    requires static org.jspecify;

    exports org.muster.testkit;
}
