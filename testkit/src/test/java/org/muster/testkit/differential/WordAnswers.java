package org.muster.testkit.differential;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.muster.testkit.rawwire.Link;

/** Answers to four-letter words, without what only describes a process or a moment. */
final class WordAnswers {
    static final List<String> WORDS =
            List.of(
                    "ruok", "srvr", "stat", "mntr", "conf", "cons", "crst", "envi", "dirs", "isro",
                    "wchs", "wchc", "wchp", "dump", "srst", "hash", "gtmk", "stmk");

    /** What differs between two processes or moments, and what stands for it. */
    private static final Map<Pattern, String> MASKS = new LinkedHashMap<>();

    static {
        mask(
                "(?m)^(Zookeeper version: |zk_version\t|zookeeper.version=)"
                        + "3\\.9\\.5-.*, built on .*$",
                "$1V");
        mask("(?m)^Latency min/avg/max: \\d+/\\d+\\.\\d{1,4}/\\d+$", "Latency");
        mask("/127\\.0\\.0\\.1:\\d+", "/127.0.0.1:P");
        mask("est=\\d+", "est=T");
        mask("lresp=\\d+", "lresp=T");
        mask("llat=\\d+,minlat=\\d+,avglat=\\d+,maxlat=\\d+", "lat");
        mask("(?m)^(electionPort|quorumPort)=\\d+$", "$1=N");
        mask("=127\\.0\\.0\\.1:\\d+:\\d+:", "=127.0.0.1:Q:E:");
        mask("(?m)^(clientPort|dataDirSize|dataLogSize)=\\d+$", "$1=N");
        mask("(?m)^(dataDir|dataLogDir)=.*/version-2$", "$1=D");
        mask("(?m)^(datadir_size|logdir_size): \\d+$", "$1: N");
        mask("(?m)^\\d+ expire at \\w{3} \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d \\w+ \\d{4}:\n", "");
        mask("Sets \\(\\d+\\)/", "Sets (N)/");
        mask("(?m)^([0-9a-f]+): \\d+$", "$1: D");
    }

    private static final Pattern NAMED_BY_OTHERS =
            Pattern.compile("^zk_jvm_|_per_namespace|_\\d+_learner_handler_qp_");

    private WordAnswers() {}

    private static void mask(String pattern, String replacement) {
        MASKS.put(Pattern.compile(pattern), replacement);
    }

    /** A server's answer; session ids become their places in {@code sessions}. */
    static String masked(int port, String word, List<Long> sessions) throws IOException {
        String sent = word.equals("stmk") ? "stmk\0\0\0\0\0\0\0\2" : word;
        String answer = Link.word(port, sent);
        if (word.equals("envi")) {
            answer = keys(answer);
        }
        for (Map.Entry<Pattern, String> mask : MASKS.entrySet()) {
            answer = mask.getKey().matcher(answer).replaceAll(mask.getValue());
        }
        for (int i = 0; i < sessions.size(); i++) {
            answer = answer.replace("0x" + Long.toHexString(sessions.get(i)), "session" + i);
        }
        // The metrics are compared on their own.
        return word.equals("mntr") && answer.startsWith("zk_") ? "" : unordered(word, answer);
    }

    /** Connections, sessions and paths come in no particular order. */
    private static String unordered(String word, String answer) {
        return switch (word) {
            case "stat", "cons", "wchc", "wchp", "dump" ->
                    String.join("\n", answer.lines().sorted().toList())
                            + "\n of characters: "
                            + answer.length();
            default -> answer;
        };
    }

    private static String keys(String answer) {
        return String.join("\n", answer.lines().map(line -> line.split("[=\t]", 2)[0]).toList());
    }

    /**
     * The answer to mntr without what is named by the virtual machine, by the tree, or by a
     * leader's learners.
     */
    static Map<String, String> metrics(int port) throws IOException {
        Map<String, String> metrics = new TreeMap<>();
        for (String line : Link.word(port, "mntr").lines().toList()) {
            String[] parts = line.split("\t", 2);
            if (parts.length != 2) {
                throw new IOException("mntr has the line " + line);
            }
            if (!NAMED_BY_OTHERS.matcher(parts[0]).find()) {
                metrics.put(parts[0], parts[1]);
            }
        }
        return metrics;
    }
}
