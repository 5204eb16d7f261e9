package org.muster.testkit.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muster.client.MusterClient;
import org.muster.recipes.election.Candidate;
import org.muster.recipes.election.Election;
import org.muster.recipes.election.Leader;
import org.muster.recipes.election.Observation;
import org.muster.recipes.lease.Lease;
import org.muster.recipes.lease.LeaseState;

/** One leads, the others know who, and leadership passes on. */
@Tag("slow")
@SuppressWarnings("try") // What is held need not be used.
class ElectionTest {
    private static Lab lab;

    @BeforeAll
    static void open() throws Exception {
        lab = Lab.open();
    }

    @AfterAll
    static void close() throws Exception {
        lab.close();
    }

    /** Leads until told to stop. */
    private static CompletableFuture<?> untilStopped(Lease lease) {
        return new CompletableFuture<>();
    }

    @Test
    void oneLeadsAndObserversSeeWho() throws Exception {
        String path = lab.path();
        MusterClient client = lab.client();
        Election election = new Election(client, path);
        List<String> seen = new CopyOnWriteArrayList<>();
        try (Observation watching =
                new Election(lab.client(), path)
                        .observe(leader -> seen.add(leader.map(Leader::id).orElse("-")))) {
            Lab.until("nobody", () -> seen.equals(List.of("-")));
            Candidate a = election.run("a", ElectionTest::untilStopped);
            Lab.until("a leads", a::isLeader);
            Candidate b = election.run("b", ElectionTest::untilStopped);
            Lab.until("two", () -> Lab.get(election.candidates()).size() == 2);
            assertFalse(b.isLeader());
            a.resign();
            Lab.until("b leads", b::isLeader);
            Lab.until("b is seen", () -> seen.get(seen.size() - 1).equals("b"));
            Lab.until("a stands again", () -> Lab.get(election.candidates()).size() == 2);
            assertEquals("b", Lab.get(election.candidates()).get(0).id());
            b.close();
            Lab.until("a leads again", a::isLeader);
            Lab.until("a is seen", () -> seen.get(seen.size() - 1).equals("a"));
            a.close();
            Lab.until("nobody", () -> seen.get(seen.size() - 1).equals("-"));
        }
        Lab.until("no node", () -> Lab.names(client, path).isEmpty());
    }

    @Test
    void workIsCancelledOnExpiryAndTheNextLeads() throws Exception {
        String path = lab.path();
        Lab.Guest guest = lab.guest();
        CompletableFuture<Object> work = new CompletableFuture<>();
        CompletableFuture<Lease> led = new CompletableFuture<>();
        Candidate first =
                new Election(guest.client(), path)
                        .run(
                                "first",
                                lease -> {
                                    led.complete(lease);
                                    return work;
                                });
        Lease lease = Lab.get(led);
        Candidate second =
                new Election(lab.client(), path).run("second", ElectionTest::untilStopped);
        Lab.until("two", () -> Lab.names(guest.client(), path).size() == 2);
        guest.proxy().expireSessions();
        Lab.until("told", work::isCancelled);
        assertEquals(LeaseState.LOST, lease.state());
        Lab.until("second leads", second::isLeader);
        assertTrue(second.leadership().orElseThrow().token().compareTo(lease.token()) > 0);
        Lab.until("stands again", () -> Lab.names(guest.client(), path).size() == 2);
        second.close();
        Lab.until("first leads", first::isLeader);
        first.close();
    }

    @Test
    void aLeaderHandsOverToWhomItChooses() throws Exception {
        String path = lab.path();
        MusterClient client = lab.client();
        Election election = new Election(client, path);
        Candidate a = election.run("a", ElectionTest::untilStopped);
        Lab.until("a leads", a::isLeader);
        Candidate b = election.run("b", ElectionTest::untilStopped);
        Lab.until("two", () -> Lab.get(election.candidates()).size() == 2);
        Candidate c = election.run("c", ElectionTest::untilStopped);
        Lab.until("three", () -> Lab.get(election.candidates()).size() == 3);
        Lease leadership = a.leadership().orElseThrow();
        assertFalse(Lab.get(election.yieldTo(leadership, "nobody")));
        assertTrue(Lab.get(election.yieldTo(leadership, "c")));
        Lab.until("c leads", c::isLeader);
        assertFalse(a.isLeader());
        assertFalse(b.isLeader());
        Lab.until("all stand", () -> Lab.get(election.candidates()).size() == 3);
        assertFalse(Lab.get(election.yieldTo(leadership, "b")), "it leads no more");
        for (Candidate each : List.of(a, b, c)) {
            each.close();
        }
    }

    @Test
    void whoseWorkIsOverOrFailsStandsAgain() throws Exception {
        String path = lab.path();
        AtomicInteger terms = new AtomicInteger();
        Candidate candidate =
                new Election(lab.client(), path)
                        .run(
                                "busy",
                                lease ->
                                        terms.incrementAndGet() % 2 == 0
                                                ? CompletableFuture.completedFuture("done")
                                                : CompletableFuture.failedFuture(
                                                        new IllegalStateException("meant to")));
        Lab.until("four terms", () -> terms.get() >= 4);
        candidate.close();
        assertEquals("closed", Lab.get(candidate.ended()));
    }
}
