package org.muster.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One server of a {@link TestEnsemble}. Clients reach it through a {@link FaultProxy}, whose
 * address stays the same however often the server is restarted. Thread-safe.
 */
public final class TestServer implements AutoCloseable {
    private static final int WORD_MS = 5_000;

    private final Map<String, String> settings;
    private final Path data;
    private final FaultProxy proxy;

    // Guarded by this; absent while it is stopped.
    private Optional<Host> host;

    private TestServer(Map<String, String> settings, Path data, Host host) throws IOException {
        this.settings = settings;
        this.data = data;
        this.host = Optional.of(host);
        this.proxy = new FaultProxy(address(host));
    }

    /** Starts a server with its data in {@code data}; returns when it listens. */
    static TestServer start(Map<String, String> given, Path data) throws IOException {
        Map<String, String> settings = new TreeMap<>(given);
        settings.put("dataDir", data.toString());
        settings.put("clientPort", "0");
        settings.put("clientPortAddress", "127.0.0.1");
        Host host = Host.start(settings);
        try {
            return new TestServer(settings, data, host);
        } catch (IOException noPort) {
            host.close();
            throw noPort;
        }
    }

    /** Where clients connect, {@code 127.0.0.1:PORT}. */
    public String connectString() {
        return proxy.connectString();
    }

    /** What stands between clients and this server, and does harm on request. */
    public FaultProxy proxy() {
        return proxy;
    }

    /** The directory it keeps its data in. */
    public Path dataDirectory() {
        return data;
    }

    /** Whether it has been started and not been stopped since. */
    public synchronized boolean isRunning() {
        return host.isPresent();
    }

    /** Stops it in order; its data stay. Nothing happens if it is stopped. */
    public synchronized void stop() {
        host.ifPresent(Host::close);
        host = Optional.empty();
    }

    /**
     * Starts it again on its data; returns when it listens. Nothing happens if it runs.
     *
     * @throws UncheckedIOException if it cannot start; the message says why
     */
    public synchronized void start() {
        if (host.isPresent()) {
            return;
        }
        try {
            Host started = Host.start(settings);
            proxy.redirect(address(started));
            host = Optional.of(started);
        } catch (IOException refusal) {
            throw new UncheckedIOException(refusal);
        }
    }

    /** Stops and starts it. */
    public void restart() {
        stop();
        start();
    }

    /**
     * What it answers to a four-letter word, asked past the proxy; nothing if it is stopped.
     *
     * @throws UncheckedIOException if it runs and does not answer
     */
    public String word(String word) {
        Optional<InetSocketAddress> server = server();
        if (server.isEmpty()) {
            return "";
        }
        try (Socket socket = new Socket()) {
            socket.connect(server.get(), WORD_MS);
            socket.setSoTimeout(WORD_MS);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException silent) {
            throw new UncheckedIOException(silent);
        }
    }

    /** Its role as the word {@code srvr} tells it: standalone, leader, follower, … or nothing. */
    String mode() {
        return word("srvr")
                .lines()
                .filter(line -> line.startsWith("Mode: "))
                .map(line -> line.substring("Mode: ".length()))
                .findFirst()
                .orElse("");
    }

    /** Where the server itself listens, while it runs. */
    synchronized Optional<InetSocketAddress> server() {
        return host.map(TestServer::address);
    }

    private static InetSocketAddress address(Host host) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), host.port());
    }

    /** Stops it and its proxy. */
    @Override
    public void close() {
        stop();
        proxy.close();
    }
}
