package org.muster.bench;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.report.Row;
import org.muster.bench.report.Suite;

/** The command line of the benchmark. */
final class Options {
    static final String USAGE =
            """
            Usage: muster bench --against apache|self|DIR [options]
                   muster bench --client [options]
                   muster bench --micro [--quick]

            Measures Muster beside another server on this machine and prints how many times better
            it is. Both run as processes of their own, alternately, each from a clean directory,
            with the same JVM and the same heap.

              --client           Muster's client and recipes beside Apache's client and Curator, all
                                 with a Muster server; 8 minutes, with --quick two
              --micro            the hot pieces alone, by JMH, instead of servers: nanoseconds and
                                 bytes allocated for each; 8 minutes, with --quick one
              --against apache   Apache ZooKeeper 3.9.5
              --against self     the same server again: the ratios show the noise, and should be 1
              --against DIR      the Muster in another clone, to compare two versions
              --subject NAME     what is measured: muster (default) or apache
              --servers N        ensembles of N servers each (3 to 9) instead of a server alone
              --quick            short loads, one round, 200,000 znodes in the large tree, 4 faults
              --only ROWS        some rows only, separated by commas; of a server alone:
                                 %s;
                                 of an ensemble:
                                 %s;
                                 of clients:
                                 %s
              --rounds N         how often each server is measured (default 3; quick 1)
              --kills N          how often a leader is killed, and frozen, in all rounds together
                                 (default 20; quick 4)
              --znodes N         how many znodes the large tree has (default 1000000)
              --heap SIZE        -Xms and -Xmx of each process (default 2g; with --client 512m)
              --jdk DIR          the JDK both sides run on (default: the one this runs on)
              --seed N           seed of keys and data (default 1)
              --out DIR          where results go (default target/bench in this clone)
              --readme [FILE]    also rewrite the comparison in README.md (--client:
                                 docs/client-figures.md; or FILE) and its picture
              --keep             keep the servers' directories
            """
                    .formatted(keys(Suite.ALONE), keys(Suite.ENSEMBLE), keys(Suite.CLIENT));

    private static final int MOST_SERVERS = 9;

    @Nullable String against;
    @Nullable Path out;
    @Nullable Path jdk;
    @Nullable Path readme;
    Set<Row> rows = Row.of(Suite.ALONE);
    String subject = "muster";
    Suite suite = Suite.ALONE;
    String heap = "";
    boolean quick;
    boolean keep;
    boolean help;
    boolean micro;
    boolean client;
    boolean readmeWanted;
    int servers = 1;
    int rounds;
    int kills;
    int znodes;
    long seed = 1;
    private @Nullable String only;

    private Options() {}

    private static String keys(Suite suite) {
        return Row.of(suite).stream()
                .map(Row::key)
                .collect(Collectors.joining(",\n" + " ".repeat(21)));
    }

    /** Reads the command line; refuses what it does not know, in one line. */
    static Options parse(List<String> words) {
        Options options = new Options();
        int at = 0;
        while (at < words.size()) {
            String word = words.get(at);
            Optional<String> value =
                    at + 1 < words.size() && !words.get(at + 1).startsWith("--")
                            ? Optional.of(words.get(at + 1))
                            : Optional.empty();
            at += options.accept(word, value) ? 2 : 1;
        }
        options.fillIn();
        options.check();
        return options;
    }

    private void check() {
        if ((micro || client) && against != null) {
            throw new BenchFailure(
                    "--micro and --client measure no servers: no --against with them");
        }
        if (client && (micro || servers != 1)) {
            throw new BenchFailure("--client goes without --micro and --servers");
        }
        if (!help && !micro && !client && against == null) {
            throw new BenchFailure(
                    "say --against apache, --against self, --against DIR, --client or --micro");
        }
    }

    private void fillIn() {
        suite = client ? Suite.CLIENT : Suite.of(servers);
        if (heap.isEmpty()) {
            heap = client ? "512m" : "2g";
        }
        rows = only != null ? rows(suite, only) : Row.of(suite);
        if (rounds == 0) {
            rounds = quick ? 1 : 3;
        }
        if (kills == 0) {
            kills = quick ? 4 : 20;
        }
        if (znodes == 0) {
            znodes = quick ? 200_000 : 1_000_000;
        }
    }

    /** Takes one option; tells whether it used up the value behind it. */
    private boolean accept(String word, Optional<String> value) {
        switch (word) {
            case "--quick" -> quick = true;
            case "--micro" -> micro = true;
            case "--client" -> client = true;
            case "--keep" -> keep = true;
            case "--help" -> help = true;
            case "--readme" -> {
                readmeWanted = true;
                readme = value.map(Path::of).orElse(null);
                return value.isPresent();
            }
            default -> {
                acceptValue(word, value);
                return true;
            }
        }
        return false;
    }

    private void acceptValue(String word, Optional<String> value) {
        switch (word) {
            case "--against" -> against = required(word, value);
            case "--subject" -> subject = subject(required(word, value));
            case "--only" -> only = required(word, value);
            case "--servers" -> servers = servers((int) number(word, required(word, value), 1));
            case "--kills" -> kills = (int) number(word, required(word, value), 1);
            case "--znodes" -> znodes = (int) number(word, required(word, value), 1000);
            case "--rounds" -> rounds = (int) number(word, required(word, value), 1);
            case "--seed" -> seed = number(word, required(word, value), Long.MIN_VALUE);
            case "--heap" -> heap = heap(required(word, value));
            case "--jdk" -> jdk = Path.of(required(word, value));
            case "--out" -> out = Path.of(required(word, value));
            default -> throw new BenchFailure("unknown option " + word + " (see --help)");
        }
    }

    private static String required(String word, Optional<String> value) {
        return value.orElseThrow(() -> new BenchFailure(word + " needs a value (see --help)"));
    }

    private static String subject(String value) {
        if (!value.equals("muster") && !value.equals("apache")) {
            throw new BenchFailure("--subject is muster or apache, not " + value);
        }
        return value;
    }

    private static String heap(String value) {
        String size = value.toLowerCase(Locale.ROOT);
        if (!size.matches("[0-9]{1,9}[kmg]")) {
            throw new BenchFailure("--heap is a size such as 2g or 800m, not " + value);
        }
        return size;
    }

    private static int servers(int value) {
        if (value == 2 || value > MOST_SERVERS) {
            throw new BenchFailure("--servers is 1, or 3 to " + MOST_SERVERS);
        }
        return value;
    }

    private static Set<Row> rows(Suite suite, String value) {
        Set<Row> chosen = EnumSet.noneOf(Row.class);
        for (String key : List.of(value.split(",", -1))) {
            chosen.add(
                    Row.named(suite, key)
                            .orElseThrow(
                                    () -> new BenchFailure("no row " + key + " (see --help)")));
        }
        return chosen;
    }

    private static long number(String word, String value, long least) {
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= Integer.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new BenchFailure(word + " needs a number, not " + value, e);
        }
        throw new BenchFailure(word + " cannot be " + value);
    }
}
