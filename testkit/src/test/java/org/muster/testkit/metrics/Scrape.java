package org.muster.testkit.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.muster.testkit.ServerProcess;
import org.muster.testkit.rawwire.Link;

/** What a server tells of itself at one moment: rows by their names, labels included. */
record Scrape(Map<String, String> rows, Map<String, String> families) {

    /** The answer to mntr. */
    static Scrape ofWord(ServerProcess server) throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String line : Link.word(server.port(), "mntr").lines().toList()) {
            String[] parts = line.split("\t", -1);
            if (parts.length != 2 || rows.put(parts[0], parts[1]) != null) {
                throw new IOException("not a row, or not the only one of its name: " + line);
            }
        }
        return new Scrape(rows, Map.of());
    }

    /** What Prometheus gets from the given port: families are HELP and type. */
    static Scrape ofPort(int port) throws IOException {
        URI where = URI.create("http://127.0.0.1:" + port + "/metrics");
        String text;
        try (InputStream in = where.toURL().openStream()) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Map<String, String> rows = new LinkedHashMap<>();
        Map<String, String> families = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("# ")) {
                String[] words = line.split(" ", 4);
                families.merge(words[2], words[1] + " " + words[3], (a, b) -> a + "; " + b);
            } else {
                int end = line.lastIndexOf(' ');
                // The reference has a comma behind the last label, which means nothing.
                String name = line.substring(0, end).replace(",}", "}");
                if (rows.put(name, line.substring(end + 1)) != null) {
                    throw new IOException("twice: " + line);
                }
            }
        }
        return new Scrape(rows, families);
    }

    /** The row {@code name} as a whole number. */
    long number(String name) {
        return (long) Double.parseDouble(rows.get(name));
    }

    /** The same with {@code less} taken from the row {@code name}. */
    Scrape minus(String name, long less) {
        Map<String, String> changed = new LinkedHashMap<>(rows);
        changed.put(name, Long.toString(number(name) - less));
        return new Scrape(changed, families);
    }
}
