package org.muster.replica.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.replica.Client;
import org.muster.replica.Ensemble;
import org.muster.replica.Frames;
import org.muster.replica.Member;

/** Cuts, stalls and disks that hang, drawn from a seed: each request counts once or not at all. */
final class DrawnFaultsTest {
    private static final int STEPS = 150;

    /** One client and what it did. */
    private static final class Seat {
        Client client;
        int lastXid;
        final List<String> heard = new ArrayList<>();

        Seat(Client client) {
            this.client = client;
        }

        void listen() {
            heard.addAll(client.heads().stream().filter(head -> !head.startsWith("-2")).toList());
        }
    }

    private final Ensemble ensemble = new Ensemble(3);
    private final List<Seat> seats = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 200, 300, 400, 500, 600, 700, 800, 900})
    void everyRequestHappensOnceAndInOrder(int base) {
        int kept = 0;
        int reigns = 0;
        for (int seed = base; seed < base + 10; seed++) {
            DrawnFaultsTest drawn = new DrawnFaultsTest();
            drawn.run(seed);
            kept += (int) drawn.seats.stream().filter(seat -> !seat.client.wire.closed).count();
            reigns += drawn.ensemble.members.getFirst().core.committed().lastZxid().epoch();
        }
        assertTrue(kept > 45, "of 60 connections only so many survived: " + kept);
        assertTrue(reigns > 15, "leaders hardly changed: " + reigns);
    }

    private void run(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ensemble.leader();
        for (Member member : ensemble.members) {
            seats.add(new Seat(member.connect().handshake(40_000)));
            seats.add(new Seat(member.connect().handshake(40_000)));
        }
        for (int step = 0; step < STEPS; step++) {
            step(random);
        }
        heal();
        ensemble.leader();
        ensemble.pass(5000);
        String story = "seed " + seed;
        seats.forEach(seat -> check(seat, story));
        for (Member member : ensemble.members) {
            assertEquals(
                    ensemble.members.getFirst().core.committed().digest(),
                    member.core.committed().digest(),
                    story);
            assertEquals(List.of(), member.halts, story);
        }
    }

    private void step(SplittableRandom random) {
        Member one = ensemble.members.get(random.nextInt(3));
        Member two = ensemble.members.get((ensemble.members.indexOf(one) + 1) % 3);
        switch (random.nextInt(20)) {
            case 0 -> ensemble.cut(one, two);
            case 1, 2 -> ensemble.heal(one, two);
            case 3 -> one.diskHangs = true;
            case 4, 5 -> one.diskAnswers();
            case 6, 7 -> ensemble.pass(50L * random.nextInt(1, 30));
            default -> ask(seats.get(random.nextInt(seats.size())), random);
        }
        ensemble.settleSome(random.nextInt(12));
    }

    private static void ask(Seat seat, SplittableRandom random) {
        int xid = ++seat.lastXid;
        seat.client.post(
                switch (random.nextInt(5)) {
                    case 0 -> Frames.sync(xid);
                    case 1 -> Frames.get(xid, "/", false);
                    case 2 -> Frames.set(xid, "/none", "x");
                    default -> Frames.create(xid, "/s", 2);
                });
    }

    private void heal() {
        ensemble.settle();
        for (Member one : ensemble.members) {
            one.diskAnswers();
            for (Member two : ensemble.members) {
                if (one != two) {
                    ensemble.heal(one, two);
                }
            }
        }
    }

    private void check(Seat seat, String story) {
        seat.listen();
        List<Integer> cxids = ensemble.members.getFirst().cxidsOf(seat.client.id);
        cxids.removeIf(cxid -> cxid == 0);
        assertEquals(
                cxids.size(), new LinkedHashSet<>(cxids).size(), () -> story + ": twice " + cxids);
        assertEquals(cxids.stream().sorted().toList(), cxids, story);
        List<String> codes = Told.codes(seat.heard);
        for (int i = 0; i < codes.size(); i++) {
            String[] parts = codes.get(i).split(" ", -1);
            assertEquals(i + 1, Integer.parseInt(parts[0]), story + ": " + codes);
            assertTrue(List.of("0", "-101").contains(parts[1]), story + ": " + codes);
        }
        if (!seat.client.wire.closed) {
            assertEquals(seat.lastXid, codes.size(), story + ": unanswered; " + codes);
        }
    }
}
