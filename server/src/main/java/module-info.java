import org.jspecify.annotations.NullMarked;

/** The process: all input and output, and every thread, live here. */
@NullMarked
module org.muster.server {
    requires static org.jspecify;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.classes.io_uring;
    requires io.netty.transport.unix.common;
    requires java.logging;
    requires java.management;
    requires jdk.httpserver;
    requires transitive org.muster.model;
    requires org.muster.replica;
    requires transitive org.muster.state;
    requires transitive org.muster.storage;
    requires org.muster.wire;
    requires transitive org.muster.zab;

    exports org.muster.server;
    exports org.muster.server.config;
    exports org.muster.server.data;
    exports org.muster.server.log;
}
