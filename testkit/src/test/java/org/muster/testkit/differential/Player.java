package org.muster.testkit.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.testkit.rawwire.Opcode;

/**
 * Plays one program on both servers, one step at a time, and compares everything that comes back.
 */
final class Player implements AutoCloseable {
    private static final int SLOTS = 3;
    private static final int END = -1;

    private final Agreement agreement;
    private final List<List<Seat>> seats = new ArrayList<>();
    private final List<Seat> admins = new ArrayList<>();
    private final List<List<Seat>> witnesses = new ArrayList<>();
    private final TreeComparison trees;
    private final String name;

    Player(Pair pair) {
        agreement = pair.agreement();
        name = pair.nextName();
        for (int side = 0; side < 2; side++) {
            List<Integer> ports = pair.ports(side);
            List<Seat> own = new ArrayList<>();
            for (int slot = 0; slot < SLOTS; slot++) {
                own.add(new Seat(ports, slot, blanks(side), pair.tally(side)));
            }
            seats.add(own);
            int anyOfThem = Integer.parseInt(name.substring(1));
            admins.add(new Seat(ports, anyOfThem, blanks(side), pair.tally(side)));
            List<Seat> all = new ArrayList<>();
            for (int at = 0; ports.size() > 1 && at < ports.size(); at++) {
                all.add(new Seat(List.of(ports.get(at)), 0, blanks(side), pair.tally(side)));
            }
            witnesses.add(all);
        }
        trees = new TreeComparison(this::admin);
    }

    private Body.Blanks blanks(int side) {
        return new Body.Blanks() {
            @Override
            public String fill(String template) {
                return template.replace("@", name);
            }

            @Override
            public long zxid(int back) {
                return agreement.zxid(side, back);
            }
        };
    }

    /** The first difference, if any; without one, the servers are left with empty trees. */
    Optional<Difference> play(Program program) throws IOException {
        Optional<Difference> difference = playOn(program);
        for (int slot = 0; slot < SLOTS && difference.isEmpty(); slot++) {
            if (seats.get(0).get(slot).hasSession()) {
                List<Call> close = List.of(CallGenerator.closeSession());
                difference = step(END, new Step.Burst(slot, close));
            }
        }
        return difference.isPresent() ? difference : trees.compareAndClear();
    }

    /** The same, with everything left as the program leaves it: nodes, sessions, ephemerals. */
    Optional<Difference> playOn(Program program) throws IOException {
        Optional<Difference> difference = trees.open();
        for (int i = 0; i < program.steps().size() && difference.isEmpty(); i++) {
            difference = step(i, program.steps().get(i));
        }
        return difference;
    }

    /** The sessions on one side that may still live. */
    List<Seat> seats(int side) {
        return seats.get(side);
    }

    private Optional<Difference> step(int index, Step asked) throws IOException {
        Seat reference = seats.get(0).get(asked.slot());
        Step step = asked;
        if (step instanceof Step.Connect connect) {
            step = possible(connect, reference);
        } else if (!reference.isConnected()) {
            Handshake handshake = reference.hasSession() ? Handshake.AGAIN : Handshake.FRESH;
            Step connect = new Step.Connect(asked.slot(), handshake);
            Optional<Difference> difference = exchange(index, connect);
            if (difference.isPresent()) {
                return difference;
            }
            if (!reference.isConnected()) {
                // The session was closed: a new one.
                difference = exchange(index, new Step.Connect(asked.slot(), Handshake.FRESH));
                if (difference.isPresent()) {
                    return difference;
                }
            }
        }
        Optional<Difference> difference = exchange(index, step);
        if (difference.isEmpty() && mayChange(step)) {
            fenceMembers(step);
            return fenceOthers(index, step);
        }
        return difference;
    }

    /**
     * A refused handshake must not find the session connected: the reference would cut that
     * connection.
     */
    private Step.Connect possible(Step.Connect connect, Seat reference) {
        if (connect.handshake().who() != Handshake.Who.OWN_SESSION) {
            return connect;
        }
        if (!reference.hasSession()) {
            return new Step.Connect(connect.slot(), Handshake.FRESH);
        }
        if (!connect.handshake().equals(Handshake.AGAIN)) {
            seats.forEach(side -> side.get(connect.slot()).dropLink());
        }
        return connect;
    }

    private Optional<Difference> exchange(int index, Step step) throws IOException {
        for (List<Seat> side : seats) {
            side.get(step.slot()).send(step);
        }
        List<Token> left = seats.get(0).get(step.slot()).receive(step);
        List<Token> right = seats.get(1).get(step.slot()).receive(step);
        return compare(index, step, left, right);
    }

    private Optional<Difference> fenceOthers(int index, Step step) {
        boolean sortEvents = endsSession(step);
        for (List<Seat> side : seats) {
            for (int slot = 0; slot < SLOTS; slot++) {
                if (slot != step.slot()) {
                    side.get(slot).sendFence();
                }
            }
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            if (slot != step.slot()) {
                List<Token> left = seats.get(0).get(slot).receiveFence(sortEvents);
                List<Token> right = seats.get(1).get(slot).receiveFence(sortEvents);
                Optional<Difference> difference = compare(index, step, left, right);
                if (difference.isPresent()) {
                    return difference;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Waits until every member has applied what the step changed: the next step may read anywhere,
     * and a sync on a leader of the reference waits for nothing.
     */
    private void fenceMembers(Step step) throws IOException {
        for (int side = 0; side < 2; side++) {
            long seen = seats.get(side).get(step.slot()).lastZxid();
            for (Seat witness : witnesses.get(side)) {
                witness.awaitZxid(seen);
            }
        }
    }

    private Optional<Difference> admin(Step.Burst burst, List<Token> answer) {
        List<List<Token>> answers = new ArrayList<>();
        try {
            for (Seat admin : admins) {
                if (!admin.isConnected()) {
                    admin.greet();
                }
                admin.send(burst);
            }
        } catch (IOException failure) {
            return Optional.of(new Difference(END, failure.toString(), List.of(), List.of()));
        }
        for (Seat admin : admins) {
            answers.add(admin.receive(burst));
        }
        answer.addAll(answers.get(0));
        return compare(END, burst, answers.get(0), answers.get(1));
    }

    private Optional<Difference> compare(
            int index, Step step, List<Token> left, List<Token> right) {
        return agreement
                .difference(left, right)
                .filter(what -> !AllowedDifference.covers(step, left, right))
                .map(what -> new Difference(index, what + "\n  in " + step, left, right));
    }

    private static boolean mayChange(Step step) {
        return step instanceof Step.Burst burst && burst.calls().stream().anyMatch(Call::isWrite);
    }

    private static boolean endsSession(Step step) {
        return step instanceof Step.Burst burst
                && burst.calls().stream().anyMatch(call -> call.opcode() == Opcode.CLOSE_SESSION);
    }

    @Override
    public void close() {
        seats.forEach(side -> side.forEach(Seat::dropLink));
        admins.forEach(Seat::dropLink);
        witnesses.forEach(side -> side.forEach(Seat::dropLink));
    }
}
