package org.muster.testkit.differential;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.muster.testkit.rawwire.In;
import org.muster.testkit.rawwire.Link;
import org.muster.testkit.rawwire.Opcode;
import org.muster.testkit.rawwire.Out;
import org.muster.testkit.rawwire.Session;

/**
 * An operator sees the reference in every office: leader, follower, observer, and a member without
 * a leader.
 */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EnsembleWordsTest {
    private static final List<String> OFFICES =
            List.of("follower", "follower", "leader", "observer");
    private static final int LEADER = 2;
    private static final int OBSERVER = 3;
    private static final int TIMEOUT_MS = 30_000;
    private static final long DEADLINE_S = 60;

    @TempDir private static Path folder;

    private static Pair pair;
    private static final List<List<Session>> SESSIONS = new ArrayList<>();

    @BeforeAll
    static void startBoth() throws IOException {
        pair = Pair.ensembles(folder, 1);
        for (int side = 0; side < 2; side++) {
            List<Session> own = new ArrayList<>();
            for (int port : pair.ports(side)) {
                Session session = Session.open(port, TIMEOUT_MS);
                for (int i = 0; i < 3; i++) {
                    session.made("/s" + own.size() + "-", new byte[3], 3);
                }
                session.ask(Opcode.EXISTS, new Out().string("/missing").bool(true));
                session.ask(Opcode.GET_DATA, new Out().string("/zookeeper").bool(true));
                own.add(session);
            }
            for (Session session : own) {
                session.ask(Opcode.SYNC, new Out().string("/"));
            }
            SESSIONS.add(own);
        }
        for (int side = 0; side < 2; side++) {
            for (int port : pair.ports(side)) {
                // Forgets how often each was asked whether it is up.
                assertEquals("Server stats reset.\n", Link.word(port, "srst"));
            }
        }
    }

    @AfterAll
    static void stopBoth() {
        SESSIONS.forEach(own -> own.forEach(Session::close));
        pair.close();
    }

    @Test
    @Order(1)
    void wordsHaveTheReferencesAnswersInEveryOffice() throws IOException {
        List<Executable> checks = new ArrayList<>();
        for (int at = 0; at < OFFICES.size(); at++) {
            checks.addAll(words(at, OFFICES.get(at)));
        }
        assertAll(checks);
    }

    @Test
    @Order(2)
    void metricsHaveTheReferencesNamesAndKinds() throws IOException {
        List<Executable> checks = new ArrayList<>();
        for (int at = 0; at < OFFICES.size(); at++) {
            String office = OFFICES.get(at);
            Map<String, String> expected = WordAnswers.metrics(pair.ports(0).get(at));
            Map<String, String> actual = WordAnswers.metrics(pair.ports(1).get(at));
            checks.add(() ->
                    assertEquals("", TreeDump.difference(kinds(expected), kinds(actual)), office));
            for (String key :
                    List.of(
                            "server_state",
                            "peer_state",
                            "quorum_size",
                            "learners",
                            "synced_followers",
                            "synced_observers",
                            "synced_non_voting_followers",
                            "znode_count",
                            "ephemerals_count",
                            "global_sessions",
                            "watch_count",
                            "num_alive_connections",
                            "observer_master_id")) {
                checks.add(() ->
                        assertEquals(
                                expected.get("zk_" + key),
                                actual.get("zk_" + key),
                                key + " of the " + office));
            }
            for (String key :
                    List.of(
                            "cnt_quorum_ack_latency",
                            "cnt_proposal_latency",
                            "cnt_election_time",
                            "learner_proposal_received_count",
                            "learner_commit_received_count")) {
                checks.add(() ->
                        assertEquals(
                                "0".equals(expected.get("zk_" + key)),
                                "0".equals(actual.get("zk_" + key)),
                                key + " of the " + office + " is 0"));
            }
        }
        assertAll(checks);
    }

    private static Map<String, String> kinds(Map<String, String> metrics) {
        Map<String, String> kinds = new TreeMap<>();
        metrics.forEach((key, value) -> kinds.put(key, kind(value)));
        return kinds;
    }

    private static String kind(String value) {
        return value.matches("-?\\d+")
                ? "integer"
                : value.matches("-?\\d+\\.\\d+") ? "decimal" : "text";
    }

    @Test
    @Order(3)
    void theConfigurationAndItsChangeAreAnsweredAlike() throws IOException {
        List<Executable> checks = new ArrayList<>();
        for (int at = 0; at < OFFICES.size(); at++) {
            List<String> expected = configuration(0, at);
            List<String> actual = configuration(1, at);
            String office = OFFICES.get(at);
            checks.add(() -> assertEquals(expected, actual, office));
        }
        assertAll(checks);
    }

    /** What a member says of its configuration and to changes of it. */
    private static List<String> configuration(int side, int at) throws IOException {
        List<String> answers = new ArrayList<>();
        try (Session session = Session.open(pair.ports(side).get(at), TIMEOUT_MS)) {
            Session.Reply reply =
                    session.ask(Opcode.GET_DATA, new Out().string("/zookeeper/config").bool(false));
            In body = reply.body();
            String text = new String(body.buffer(), StandardCharsets.UTF_8);
            answers.add(text.replaceAll("127\\.0\\.0\\.1:\\d+:\\d+", "A"));
            // Its last change stands in no transaction: each member wrote it itself.
            answers.add(
                    "czxid " + body.int64() + " mzxid " + body.int64() + " ctime " + body.int64());
            body.int64();
            StringBuilder rest = new StringBuilder("rest of the Stat ");
            while (body.left() > 0) {
                rest.append(HexFormat.of().toHexDigits((byte) body.int8()));
            }
            answers.add(rest.toString());
            Session.Reply acl = session.ask(Opcode.GET_ACL, new Out().string("/zookeeper/config"));
            answers.add("entries of its ACL " + acl.body().int32());
            for (int who = 0; who < 2; who++) {
                answers.add("add " + reconfig(session, null, null, "server.9=127.0.0.1:1:2", -1));
                answers.add("remove " + reconfig(session, null, "1", null, -1));
                answers.add("set " + reconfig(session, "server.9=127.0.0.1:1:2", null, null, 7));
                answers.add("nothing " + reconfig(session, null, null, null, -1));
                answers.add(
                        "write "
                                + session.ask(
                                                Opcode.SET_DATA,
                                                new Out()
                                                        .string("/zookeeper/config")
                                                        .buffer(new byte[1])
                                                        .int32(-1))
                                        .error());
                answers.add(
                        "delete "
                                + session.ask(
                                                Opcode.DELETE,
                                                new Out().string("/zookeeper/config").int32(-1))
                                        .error());
                byte[] login = "super:secret".getBytes(StandardCharsets.UTF_8);
                session.ask(Opcode.AUTH, new Out().int32(0).string("digest").buffer(login));
            }
            session.end();
        }
        return answers;
    }

    private static int reconfig(
            Session session, String members, String leaving, String joining, long version)
            throws IOException {
        Out record = new Out().string(joining).string(leaving).string(members).int64(version);
        return session.ask(Opcode.RECONFIG, record).error();
    }

    @Test
    @Order(4)
    void withoutALeaderNothingIsServedInTheReferencesWords() throws IOException {
        for (int side = 0; side < 2; side++) {
            for (int at = 0; at < LEADER; at++) {
                pair.members(side).get(at).terminate();
            }
        }
        for (int side = 0; side < 2; side++) {
            for (int at = LEADER; at <= OBSERVER; at++) {
                awaitUnserved(pair.ports(side).get(at));
            }
        }
        List<Executable> checks = new ArrayList<>();
        for (int at = LEADER; at <= OBSERVER; at++) {
            checks.addAll(words(at, OFFICES.get(at) + " that was"));
        }
        assertAll(checks);
    }

    private static void awaitUnserved(int port) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (!Link.word(port, "srvr").contains("not currently serving")) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("still serves without a leader: " + Link.word(port, "srvr"));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Checks that both members at this place have the same answers. */
    private static List<Executable> words(int at, String office) throws IOException {
        List<List<String>> answers = new ArrayList<>();
        for (int side = 0; side < 2; side++) {
            List<Long> sessions = SESSIONS.get(side).stream().map(Session::id).toList();
            List<String> own = new ArrayList<>();
            for (String word : WordAnswers.WORDS) {
                own.add(WordAnswers.masked(pair.ports(side).get(at), word, sessions));
            }
            answers.add(own);
        }
        List<Executable> checks = new ArrayList<>();
        for (int i = 0; i < WordAnswers.WORDS.size(); i++) {
            String expected = answers.get(0).get(i);
            String actual = answers.get(1).get(i);
            String what = WordAnswers.WORDS.get(i) + " of the " + office;
            checks.add(() -> assertEquals(expected, actual, what));
        }
        return checks;
    }
}
