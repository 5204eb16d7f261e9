import org.jspecify.annotations.NullMarked;

/** Measures Muster beside other servers, from outside, and its hot pieces alone. */
@NullMarked
module org.muster.bench {
    requires static org.jspecify;
    requires java.management;
    requires jmh.core;
    requires org.muster.client;
    requires org.muster.model;
    requires org.muster.replica;
    requires org.muster.state;
    requires org.muster.storage;
    requires org.muster.wire;
}
