import org.jspecify.annotations.NullMarked;

/** The one command: serve, inspect. */
@NullMarked
module org.muster.cli {
    requires static org.jspecify;
    requires org.muster.server;
    requires org.muster.storage;
}
