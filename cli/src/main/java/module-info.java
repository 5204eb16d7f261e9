import org.jspecify.annotations.NullMarked;

/** The one command: serve, inspect, shell. */
@NullMarked
module org.muster.cli {
    requires static org.jspecify;
    requires info.picocli;
    requires org.jline.reader;
    requires org.jline.terminal;
    requires org.muster.client;
    requires org.muster.server;
    requires org.muster.storage;
}
