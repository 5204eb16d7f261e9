package org.muster.server.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.muster.server.config.HttpBounds;
import org.muster.server.config.ServerConfig.MetricsProvider;
import org.muster.server.log.EventLog;

/** Where Prometheus gets the metrics, by HTTP without authentication, as in the reference. */
public final class MetricsPort implements AutoCloseable {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;
    private static final int NO_BODY = -1;
    private static final long PATIENCE_S = 10;

    private final HttpServer http;
    private final ServerMeters meters;
    private final EventLog log;

    private MetricsPort(HttpServer http, ServerMeters meters, EventLog log) {
        this.http = http;
        this.meters = meters;
        this.log = log;
    }

    /**
     * Listens where {@code provider} says and answers from now on.
     *
     * @param visits runs each exchange, on a thread that may block
     * @throws IOException if it cannot listen
     */
    public static MetricsPort open(
            MetricsProvider provider, ServerMeters meters, Executor visits, EventLog log)
            throws IOException {
        HttpBounds.set();
        InetSocketAddress where = new InetSocketAddress(provider.host(), provider.port());
        if (where.isUnresolved()) {
            throw new IOException("the address " + provider.host() + " is unknown");
        }
        HttpServer http = HttpServer.create(where, 0);
        MetricsPort port = new MetricsPort(http, meters, log);
        http.createContext("/", port::exchange);
        http.setExecutor(visits);
        http.start();
        log.info("metrics are served on http:/" + http.getAddress() + "/metrics");
        return port;
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "GET", "POST", "HEAD" -> answer(exchange);
                case "TRACE" -> exchange.sendResponseHeaders(FORBIDDEN, NO_BODY);
                default -> exchange.sendResponseHeaders(NOT_ALLOWED, NO_BODY);
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/metrics")) {
            exchange.sendResponseHeaders(NOT_FOUND, NO_BODY);
            return;
        }
        String text = text(names(exchange.getRequestURI().getRawQuery()));
        if (text == null) {
            exchange.sendResponseHeaders(UNAVAILABLE, NO_BODY);
            return;
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(OK, NO_BODY);
        } else {
            exchange.sendResponseHeaders(OK, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private @Nullable String text(Set<String> names) {
        try {
            return meters.exposition(names).get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException failure) {
            log.often(EventLog.Level.ERROR, "metrics", "no metrics could be had: " + failure);
            return null;
        }
    }

    /** The samples that {@code name[]=…} asks for; empty for all. */
    private static Set<String> names(@Nullable String query) {
        Set<String> names = new TreeSet<>();
        for (String part : (query == null ? "" : query).split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0 && decoded(part.substring(0, equals)).equals("name[]")) {
                names.add(decoded(part.substring(equals + 1)));
            }
        }
        return names;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
