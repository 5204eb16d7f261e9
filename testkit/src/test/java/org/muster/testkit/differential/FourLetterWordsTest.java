package org.muster.testkit.differential;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
    private static Pair pair;
    private static final List<Seat> SEATS = new ArrayList<>();

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
        for (int i = 0; i < WordAnswers.WORDS.size(); i++) {
            String word = WordAnswers.WORDS.get(i);
            String expected = reference.get(i);
            String actual = subject.get(i);
            checks.add(() -> assertEquals(expected, actual, word));
        }
        assertAll(checks);
    }

    @Test
    void everyMetricOfTheReferenceIsThere() throws IOException {
        Map<String, String> reference = WordAnswers.metrics(pair.ports(0).getFirst());
        Map<String, String> subject = WordAnswers.metrics(pair.ports(1).getFirst());
        TreeSet<String> missing = new TreeSet<>(reference.keySet());
        missing.removeAll(subject.keySet());
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
            List<String> words = new ArrayList<>(WordAnswers.WORDS);
            words.removeAll(List.of("srvr"));
            words.addAll(List.of("abcd", "RUOK", "GET "));
            for (String word : words) {
                String expected = Link.word(reference.port(), word);
                assertEquals(expected, Link.word(subject.port(), word), word);
            }
        }
    }

    private static List<String> masked(int side) throws IOException {
        List<Long> sessions = new ArrayList<>();
        for (int slot = 0; slot < 2; slot++) {
            sessions.add(SEATS.get(2 * slot + side).session());
        }
        List<String> answers = new ArrayList<>();
        for (String word : WordAnswers.WORDS) {
            answers.add(WordAnswers.masked(pair.ports(side).getFirst(), word, sessions));
        }
        return answers;
    }
}
