package org.muster.testkit;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/**
 * A server in this JVM. Its class is reached by name, for an older JVM must be able to load this
 * one.
 */
final class SameJvm implements Host {
    /** The oldest release that can run a server. */
    static final int WANTED = 25;

    static final String SERVER = "org.muster.server.EmbeddedServer";

    private final AutoCloseable server;
    private final int port;

    private SameJvm(AutoCloseable server, int port) {
        this.server = server;
        this.port = port;
    }

    static SameJvm run(Map<String, String> settings) throws IOException {
        try {
            Class<?> type = Class.forName(SERVER);
            Object server = type.getMethod("start", Map.class).invoke(null, settings);
            int port = (Integer) type.getMethod("port").invoke(server);
            return new SameJvm((AutoCloseable) server, port);
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof IOException refusal) {
                throw refusal;
            }
            throw new IOException("the server did not start", failure.getCause());
        } catch (ReflectiveOperationException absent) {
            throw new IOException("muster-server is not on the class path", absent);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception failure) {
            throw new IllegalStateException("the server did not stop in order", failure);
        }
    }
}
