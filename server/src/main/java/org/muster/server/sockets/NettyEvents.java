package org.muster.server.sockets;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.muster.server.log.EventLog;

/** What Netty has to say goes where everything else goes, one line an event. */
public final class NettyEvents extends Handler {
    /** Held here: a logger that nobody holds forgets what it was told. */
    private static final Logger NETTY = Logger.getLogger("io.netty");

    private final EventLog log;

    private NettyEvents(EventLog log) {
        this.log = log;
    }

    /** Sends Netty's warnings to {@code log}; before anything of Netty is used. */
    public static void to(EventLog log) {
        NETTY.setUseParentHandlers(false);
        NETTY.setLevel(Level.WARNING);
        for (Handler earlier : NETTY.getHandlers()) {
            NETTY.removeHandler(earlier);
        }
        NETTY.addHandler(new NettyEvents(log));
    }

    @Override
    public void publish(LogRecord record) {
        // Errors of accepting have been told by then.
        if (record.getMessage().startsWith("An exceptionCaught() event was fired")) {
            return;
        }
        String cause = record.getThrown() == null ? "" : ": " + record.getThrown();
        log.often(EventLog.Level.WARN, "netty", "netty: " + record.getMessage() + cause);
    }

    @Override
    public void flush() {
        // Each event is written at once.
    }

    @Override
    public void close() {
        // The log belongs to others.
    }
}
