package org.muster.testkit.differential;

import java.util.ArrayList;
import java.util.List;
import org.muster.testkit.rawwire.Opcode;

/** Draws programs. */
final class ProgramGenerator {
    private static final int SLOTS = 3;
    private static final List<String> GARBAGE =
            List.of(
                    "80000000",
                    "ffffffff",
                    "00100000",
                    "7fffffff",
                    "00000000",
                    "0000000400000001",
                    "0000000700000001000000",
                    "72756f6b");

    private final Draw draw;
    private final Values values;
    private final CallGenerator calls;
    private final boolean quotas;
    private final boolean ensembles;
    private final long seed;

    private ProgramGenerator(long seed, boolean ensembles) {
        this.seed = seed;
        this.ensembles = ensembles;
        draw = new Draw(seed);
        values = new Values(draw, !ensembles);
        calls = new CallGenerator(draw, values);
        quotas = draw.chance(25);
    }

    /** The program of a seed, at least {@code operations} long. */
    static Program generate(long seed, int operations) {
        return new ProgramGenerator(seed, false).program(operations);
    }

    /**
     * The same for ensembles: without writes that cannot be decoded and ACLs that are null, on
     * which the reference hangs.
     */
    static Program forEnsembles(long seed, int operations) {
        return new ProgramGenerator(seed, true).program(operations);
    }

    private Program program(int operations) {
        List<Step> steps = new ArrayList<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            steps.add(new Step.Connect(slot, Handshake.FRESH));
        }
        if (draw.chance(80)) {
            steps.add(new Step.Burst(0, calls.plainTree()));
        }
        int count = 0;
        while (count < operations) {
            List<Step> more = step(draw.below(SLOTS));
            steps.addAll(more);
            count += more.stream().mapToInt(Step::operations).sum();
        }
        return new Program(seed, steps);
    }

    private List<Step> step(int slot) {
        int kind = draw.below(1000);
        if (kind < 870) {
            return List.of(new Step.Burst(slot, burst()));
        } else if (kind < 900) {
            return quotas ? quota(slot) : List.of(new Step.Burst(slot, burst()));
        } else if (kind < 915) {
            return List.of(alone(slot, calls.auth(), calls.read(), calls.write()));
        } else if (kind < 920) {
            return List.of(alone(slot, calls.failingAuth()));
        } else if (kind < 925) {
            return List.of(alone(slot, calls.unknown()));
        } else if (kind < 926) {
            return List.of(alone(slot, calls.oddContainer()));
        } else if (kind < 927) {
            return List.of(alone(slot, calls.aclWithoutId()));
        } else if (kind < 929) {
            return List.of(alone(slot, calls.sasl(), calls.read()));
        } else if (kind < 940) {
            return List.of(alone(slot, calls.write(), CallGenerator.closeSession()));
        } else if (kind < 950) {
            return List.of(new Step.Cut(slot));
        } else if (kind < 957) {
            return List.of(Step.Garbage.of(slot, draw.from(GARBAGE)));
        }
        return List.of(new Step.Connect(slot, handshake()));
    }

    private static Step alone(int slot, Call... calls) {
        return new Step.Burst(slot, List.of(calls));
    }

    private List<Step> quota(int slot) {
        List<Step> steps = new ArrayList<>();
        for (Call call : calls.quota()) {
            steps.add(alone(slot, call));
        }
        return steps;
    }

    private List<Call> burst() {
        int length = draw.chance(50) ? 1 : 1 + draw.below(draw.chance(90) ? 6 : 24);
        List<Call> burst = new ArrayList<>();
        boolean mayWrite = true;
        for (int i = 0; i < length; i++) {
            Call call = call(mayWrite);
            // A hard quota counts what was applied, so two writes in flight would race against it;
            // and the
            // reference lets writes pass by a new ACL for as long as the setACL is in flight.
            mayWrite &= !(quotas && call.isWrite()) && call.opcode() != Opcode.SET_ACL;
            burst.add(call);
        }
        return burst;
    }

    private Call call(boolean mayWrite) {
        int kind = draw.below(100);
        if (kind < 50) {
            Call write = quotas && draw.chance(25) ? calls.aboutQuota() : calls.write();
            return mayWrite || !write.isWrite() ? oddXid(write) : calls.read();
        } else if (kind < 76) {
            return oddXid(calls.read());
        } else if (kind < 88) {
            return calls.watchOperation();
        } else if (kind < 96 || quotas) {
            return calls.sessionOperation();
        }
        Call damaged = calls.damaged();
        return (mayWrite && !ensembles) || !damaged.isWrite() ? damaged : calls.read();
    }

    private Call oddXid(Call call) {
        return draw.chance(2) ? call.withXid(draw.of(0, -3, -4, -8, 77, Integer.MIN_VALUE)) : call;
    }

    private Handshake handshake() {
        Handshake base = draw.chance(60) ? Handshake.AGAIN : Handshake.FRESH;
        return switch (draw.below(14)) {
            case 0 -> base.timeout(draw.of(0, -1, 1, 19_999, 20_001, 30_000, Integer.MAX_VALUE));
            case 1 -> base.form(draw.from(List.of(Handshake.Form.values())));
            case 2 -> base.form(Handshake.Form.WITHOUT_READ_ONLY_BYTE);
            case 3 -> base.password(draw.from(List.of(Handshake.Password.values())));
            case 4 -> base.seen(draw.from(List.of(Handshake.Seen.values())));
            case 5 ->
                    new Handshake(
                            Handshake.Who.UNKNOWN_SESSION,
                            Handshake.TIMEOUT_MS,
                            Handshake.Seen.NOTHING,
                            draw.from(List.of(Handshake.Form.values())),
                            Handshake.Password.RIGHT);
            default -> base;
        };
    }
}
