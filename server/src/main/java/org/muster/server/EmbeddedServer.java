package org.muster.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.muster.server.config.ConfigException;
import org.muster.server.config.ConfigLoader;
import org.muster.server.config.Setting;
import org.muster.server.config.Sources;
import org.muster.server.log.EventLog;
import org.muster.server.loop.Halt;
import org.muster.server.loop.ProcessHalt;

/**
 * A server for tests of programs that use one: it lives inside the JVM that asks for it, or as the
 * child of another one. What it is told is all it knows: no file and no system property counts. An
 * older JVM cannot link this class, so the test kit finds it by its name.
 */
public final class EmbeddedServer implements AutoCloseable {
    private final Server server;

    private EmbeddedServer(Server server) {
        this.server = server;
    }

    /**
     * Starts a server that tells errors on standard error, and returns when it listens. What would
     * end a process of its own ends nothing here; it is told, and the server answers no more.
     *
     * @param settings keys of zoo.cfg
     * @throws IOException if it cannot start; the message says why
     */
    public static EmbeddedServer start(Map<String, String> settings) throws IOException {
        EventLog log = newLog();
        return start(
                settings,
                log,
                (code, reason, cause) -> {
                    log.error("this server has failed: " + reason);
                    if (cause != null) {
                        log.error(cause.toString());
                    }
                });
    }

    private static EmbeddedServer start(Map<String, String> settings, EventLog log, Halt halt)
            throws IOException {
        List<Setting> all = new ArrayList<>();
        settings.forEach((key, value) -> all.add(new Setting(key, value, "test")));
        try {
            return new EmbeddedServer(
                    Server.start(
                            ConfigLoader.load(new Sources(Optional.empty(), all, Map.of())),
                            log,
                            halt));
        } catch (ConfigException | StartException refusal) {
            throw new IOException(Objects.toString(refusal.getMessage()), refusal);
        }
    }

    private static EventLog newLog() {
        return new EventLog(System.err, EventLog.Level.ERROR, System::currentTimeMillis);
    }

    /** The port clients connect to. */
    public int port() {
        return server.address().map(InetSocketAddress::getPort).orElseThrow();
    }

    /** Stops it in order. */
    @Override
    public void close() {
        server.close();
    }

    /**
     * Serves with the settings given as {@code key=value}, prints the port, and stops when standard
     * input ends, so that it never outlives the process that started it.
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            settings.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        EventLog log = newLog();
        try (EmbeddedServer server = start(settings, log, new ProcessHalt(log))) {
            System.out.println(server.port());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
