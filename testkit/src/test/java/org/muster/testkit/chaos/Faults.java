package org.muster.testkit.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.muster.testkit.ServerProcess;

/** Draws faults and lets them happen; whoever asked for one heals it. */
final class Faults {
    private static final int LONGEST_MS = 4_000;
    private static final int DEATH_S = 30;
    private static final int RECOVERY_S = 120;
    private static final int TERMINATED = 128 + 15;

    private final Arena arena;
    private final Random random;
    private final List<Kind> kinds = new ArrayList<>();
    private final Map<Kind, Integer> tally = new EnumMap<>(Kind.class);
    private final long startedNs = System.nanoTime();

    /** What can happen. */
    private enum Kind {
        KILL,
        KILL_ALL,
        FREEZE,
        STOP,
        ROLL,
        CUT_LINK,
        ISOLATE,
        MUTE_LINK,
        DEAFEN,
        FLAP,
        SYNC_FAILS,
        WRITE_FAILS,
        DISK_FULL,
        KILL_TWO_IN_TURN
    }

    Faults(Arena arena, Random random, boolean disks) {
        this.arena = arena;
        this.random = random;
        for (Kind kind : Kind.values()) {
            boolean ofDisks =
                    kind == Kind.SYNC_FAILS || kind == Kind.WRITE_FAILS || kind == Kind.DISK_FULL;
            if (disks || !ofDisks) {
                kinds.add(kind);
            }
        }
    }

    /** How many faults happened. */
    int count() {
        return tally.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How often each kind of fault happened. */
    Map<?, Integer> tally() {
        return tally;
    }

    static void pause(int ms) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms));
    }

    /** Lets the next fault begin and last; what it leaves is for {@link Arena#heal}. */
    void next() throws IOException {
        Kind kind = kinds.get(random.nextInt(kinds.size()));
        int victim = victim();
        int other = other(victim);
        int lastsMs = 200 + random.nextInt(LONGEST_MS);
        tally.merge(kind, 1, Integer::sum);
        long atMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs);
        System.out.println(
                "chaos: " + atMs + " ms: " + kind + " of " + victim + " (and " + other + "), "
                        + lastsMs + " ms");
        switch (kind) {
            case KILL -> arena.server(victim).kill();
            case KILL_ALL -> arena.ids(false).forEach(id -> arena.server(id).kill());
            case KILL_TWO_IN_TURN -> {
                arena.server(victim).kill();
                pause(random.nextInt(500));
                arena.server(other).kill();
            }
            case FREEZE -> arena.server(victim).pause();
            case STOP -> stop(victim);
            case ROLL -> roll();
            case CUT_LINK -> arena.network().cut(victim, other);
            case ISOLATE -> others(victim).forEach(id -> arena.network().cut(victim, id));
            case MUTE_LINK -> arena.network().mute(victim, other);
            case DEAFEN -> others(victim).forEach(id -> arena.network().mute(id, victim));
            case FLAP -> flap(victim, lastsMs);
            case SYNC_FAILS -> failDisk(victim, DiskFaults.Kind.SYNC_FAILS);
            case WRITE_FAILS -> failDisk(victim, DiskFaults.Kind.WRITE_FAILS);
            case DISK_FULL -> failDisk(victim, DiskFaults.Kind.FULL);
        }
        pause(lastsMs);
    }

    /** Half of all faults befall whoever leads. */
    private int victim() {
        int any = anyOf(arena.ids(false));
        return random.nextBoolean() ? arena.leader().orElse(any) : any;
    }

    private int other(int victim) {
        return anyOf(others(victim));
    }

    private List<Integer> others(int victim) {
        return arena.ids(false).stream().filter(id -> id != victim).toList();
    }

    private int anyOf(List<Integer> ids) {
        return ids.get(random.nextInt(ids.size()));
    }

    private void stop(int victim) throws IOException {
        int code = arena.server(victim).terminate();
        if (code != TERMINATED) {
            throw new AssertionError("stopped with " + code + ": " + arena.server(victim).output());
        }
    }

    private void roll() throws IOException {
        for (int id : arena.ids(false)) {
            stop(id);
            arena.server(id).relaunch();
            arena.awaitAll(RECOVERY_S);
        }
    }

    private void flap(int victim, int lastsMs) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(lastsMs);
        while (System.nanoTime() - end < 0) {
            others(victim).forEach(id -> arena.network().reset(victim, id));
            pause(20 + random.nextInt(200));
        }
    }

    /** A server whose disk fails must end, before it vouches for anything more. */
    private void failDisk(int victim, DiskFaults.Kind kind) throws IOException {
        ServerProcess server = arena.server(victim);
        arena.failDisk(victim, kind);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEATH_S);
        while (server.isAlive()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(
                        "server "
                                + victim
                                + " lives with a disk of which "
                                + kind
                                + ":\n"
                                + server.output());
            }
            pause(10);
        }
    }
}
