package org.muster.testkit.differential;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;
import org.muster.testkit.rawwire.Link;
import org.muster.testkit.rawwire.Opcode;

/**
 * Four-letter words have the reference's answers, byte for byte but for what names a process or a
 * moment.
 */
@Tag("slow")
class FourLetterWordsTest {
    private static final List<String> WORDS =
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
        mask("(?m)^(clientPort|dataDirSize|dataLogSize)=\\d+$", "$1=N");
        mask("(?m)^(dataDir|dataLogDir)=.*/version-2$", "$1=D");
        mask("(?m)^(datadir_size|logdir_size): \\d+$", "$1: N");
        mask("(?m)^\\d+ expire at \\w{3} \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d \\w+ \\d{4}:\n", "");
        mask("Sets \\(\\d+\\)/", "Sets (N)/");
        mask("(?m)^([0-9a-f]+): \\d+$", "$1: D");
    }

    private static Pair pair;
    private static final List<Seat> SEATS = new ArrayList<>();

    private static void mask(String pattern, String replacement) {
        MASKS.put(Pattern.compile(pattern), replacement);
    }

    @BeforeAll
    static void startBoth() throws IOException {
        pair = Pair.start();
        for (ServerProcess server : pair.servers()) {
            // Forgets how often each was asked whether it is up.
            assertEquals("Server stats reset.\n", Link.word(server.port(), "srst"));
        }
        for (int slot = 0; slot < 2; slot++) {
            for (int side = 0; side < 2; side++) {
                SEATS.add(scene(side, slot));
            }
        }
    }

    /** A session with an ephemeral node and watches, its last reply received. */
    private static Seat scene(int side, int slot) throws IOException {
        Body.Blanks blanks =
                new Body.Blanks() {
                    @Override
                    public String fill(String template) {
                        return template;
                    }

                    @Override
                    public long zxid(int back) {
                        return 0;
                    }
                };
        Seat seat = new Seat(pair.ports(side), 0, blanks, pair.tally(side));
        seat.greet();
        List<Body.Entry> open = List.of(Body.Entry.OPEN);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            Body body = Body.create("/s" + slot + "-", new byte[3], open, 3);
            calls.add(Call.of("create", Opcode.CREATE, body));
        }
        calls.add(Call.of("exists", Opcode.EXISTS, Body.watched("/missing", true)));
        calls.add(Call.of("getData", Opcode.GET_DATA, Body.watched("/zookeeper", true)));
        calls.add(Call.of("children", Opcode.GET_CHILDREN, Body.watched("/zookeeper", true)));
        calls.add(Call.of("addWatch", Opcode.ADD_WATCH, Body.numbered("/w" + slot, 1)));
        Step burst = new Step.Burst(slot, calls);
        seat.send(burst);
        seat.receive(burst);
        return seat;
    }

    @AfterAll
    static void stopBoth() {
        SEATS.forEach(Seat::dropLink);
        pair.close();
    }

    @Test
    void answersAreEqual() throws IOException {
        List<String> reference = masked(0);
        List<String> subject = masked(1);
        List<org.junit.jupiter.api.function.Executable> checks = new ArrayList<>();
        for (int i = 0; i < WORDS.size(); i++) {
            String word = WORDS.get(i);
            String expected = reference.get(i);
            String actual = subject.get(i);
            checks.add(() -> assertEquals(expected, actual, word));
        }
        assertAll(checks);
    }

    @Test
    void everyMetricOfTheReferenceIsThere() throws IOException {
        Map<String, String> reference = metrics(0);
        Map<String, String> subject = metrics(1);
        TreeSet<String> missing = new TreeSet<>(reference.keySet());
        missing.removeAll(subject.keySet());
        // The JVM's own pools are named by its choice of collector, and namespaces by the tree.
        missing.removeIf(key -> key.startsWith("zk_jvm_") || key.contains("_per_namespace"));
        assertTrue(missing.isEmpty(), "missing in mntr: " + missing);
        for (String key :
                List.of(
                        "zk_server_state",
                        "zk_ephemerals_count",
                        "zk_num_alive_connections",
                        "zk_outstanding_requests",
                        "zk_znode_count",
                        "zk_global_sessions",
                        "zk_watch_count",
                        "zk_local_sessions")) {
            assertEquals(reference.get(key), subject.get(key), key);
        }
    }

    @Test
    void unlistedWordsAreRefusedInTheReferencesWords() throws IOException {
        try (ServerProcess reference = ServerProcess.start(ServerLaunch.apache());
                ServerProcess subject = ServerProcess.start(Pair.subject())) {
            List<String> words = new ArrayList<>(WORDS);
            words.removeAll(List.of("srvr"));
            words.addAll(List.of("abcd", "RUOK", "GET "));
            for (String word : words) {
                String expected = Link.word(reference.port(), word);
                assertEquals(expected, Link.word(subject.port(), word), word);
            }
        }
    }

    private static List<String> masked(int side) throws IOException {
        List<String> answers = new ArrayList<>();
        for (String word : WORDS) {
            String sent = word.equals("stmk") ? "stmk\0\0\0\0\0\0\0\2" : word;
            String answer = Link.word(pair.servers().get(side).port(), sent);
            if (word.equals("mntr") || word.equals("envi")) {
                answer = keys(answer);
            }
            for (Map.Entry<Pattern, String> mask : MASKS.entrySet()) {
                answer = mask.getKey().matcher(answer).replaceAll(mask.getValue());
            }
            answers.add(word.equals("mntr") ? "" : unordered(word, sessions(answer, side)));
        }
        return answers;
    }

    /** Session ids become their places in the order of creation. */
    private static String sessions(String answer, int side) {
        String result = answer;
        for (int slot = 0; slot < 2; slot++) {
            String id = "0x" + Long.toHexString(SEATS.get(2 * slot + side).session());
            result = result.replace(id, "session" + slot);
        }
        return result;
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

    private static Map<String, String> metrics(int side) throws IOException {
        Map<String, String> metrics = new TreeMap<>();
        for (String line : Link.word(pair.servers().get(side).port(), "mntr").lines().toList()) {
            String[] parts = line.split("\t", 2);
            assertEquals(2, parts.length, line);
            metrics.put(parts[0], Optional.of(parts[1]).get());
        }
        return metrics;
    }
}
