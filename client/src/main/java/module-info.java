import org.jspecify.annotations.NullMarked;

/** A client for ZooKeeper's protocol, with nothing beneath it but the JDK. */
@NullMarked
module org.muster.client {
    requires static org.jspecify;
    requires transitive org.muster.model;
    requires org.muster.wire;

    exports org.muster.client;
    exports org.muster.client.machine to
            org.muster.sim;
}
