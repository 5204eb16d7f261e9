package org.muster.bench.report;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code --only} names: one kind of work, which yields one or more figures. */
public enum Row {
    /** Reads, 32 connections with 16 outstanding each. */
    READ_PIPELINED(Suite.ALONE, "read-pipelined"),
    /** Reads, 32 connections with one outstanding each. */
    READ_DEPTH_1(Suite.ALONE, "read-depth-1"),
    /** Writes, 32 connections with 16 outstanding each. */
    WRITE_PIPELINED(Suite.ALONE, "write-pipelined"),
    /** Writes, 32 connections with one outstanding each. */
    WRITE_DEPTH_1(Suite.ALONE, "write-depth-1"),
    /** Nine reads to one write, 32 connections with 16 outstanding each. */
    MIX(Suite.ALONE, "mix"),
    /** One change that 5,000 sessions watch. */
    FAN_OUT(Suite.ALONE, "fan-out"),
    /** What a session costs that does nothing. */
    IDLE_SESSION(Suite.ALONE, "idle-session"),
    /** From an empty directory to the first answer. */
    START(Suite.ALONE, "start"),
    /** What a znode costs in memory. */
    ZNODE_HEAP(Suite.ALONE, "znode-heap"),
    /** What a create costs on disk. */
    DISK(Suite.ALONE, "disk"),
    /** From a directory of a million znodes to the first answer. */
    RESTART(Suite.ALONE, "restart"),
    /** Writes while a million znodes are written to a snapshot. */
    SNAPSHOT_STALL(Suite.ALONE, "snapshot-stall"),
    /** Reads from an ensemble, 48 connections with 16 outstanding each. */
    ENSEMBLE_READ_PIPELINED(Suite.ENSEMBLE, "read-pipelined"),
    /** Reads from an ensemble, 48 connections with one outstanding each. */
    ENSEMBLE_READ_DEPTH_1(Suite.ENSEMBLE, "read-depth-1"),
    /** Writes to an ensemble, 48 connections with 16 outstanding each. */
    ENSEMBLE_WRITE_PIPELINED(Suite.ENSEMBLE, "write-pipelined"),
    /** Writes to an ensemble, 48 connections with one outstanding each. */
    ENSEMBLE_WRITE_DEPTH_1(Suite.ENSEMBLE, "write-depth-1"),
    /** Nine reads to one write, 48 connections with 8 outstanding each. */
    ENSEMBLE_MIX(Suite.ENSEMBLE, "mix"),
    /** The leader's process ends without a word. */
    KILL(Suite.ENSEMBLE, "kill"),
    /** The leader's process stands still. */
    FREEZE(Suite.ENSEMBLE, "freeze"),
    /** The leader is ended in order and started again. */
    STOP(Suite.ENSEMBLE, "stop"),
    /** A follower comes back that has missed a million writes. */
    CATCH_UP(Suite.ENSEMBLE, "catch-up"),
    /** The leader of a million znodes ends without a word. */
    KILL_LARGE(Suite.ENSEMBLE, "kill-large"),
    /** Writes while a million znodes are sent to a member that has none. */
    SNAPSHOT_SEND(Suite.ENSEMBLE, "snapshot-send"),
    /** Gets of one client, many on their way at a time. */
    CLIENT_GETS(Suite.CLIENT, "gets"),
    /** Sets of one client, many on their way at a time. */
    CLIENT_SETS(Suite.CLIENT, "sets"),
    /** A client's connection breaks, and there are three servers. */
    REATTACH(Suite.CLIENT, "reattach"),
    /** What a watch costs a client while nothing happens. */
    IDLE_WATCH(Suite.CLIENT, "idle-watch"),
    /** What a client costs while it does nothing. */
    IDLE_CLIENT(Suite.CLIENT, "idle-client");

    private final Suite suite;
    private final String key;

    Row(Suite suite, String key) {
        this.suite = suite;
        this.key = key;
    }

    /** Its name on the command line. */
    public String key() {
        return key;
    }

    /** All rows of a suite. */
    public static Set<Row> of(Suite suite) {
        return Arrays.stream(values())
                .filter(row -> row.suite == suite)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Row.class)));
    }

    /** The row of this name in a suite, if there is one. */
    public static Optional<Row> named(Suite suite, String key) {
        return of(suite).stream().filter(row -> row.key.equals(key)).findFirst();
    }
}
