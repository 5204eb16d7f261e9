package org.muster.bench.report;

import java.util.Arrays;
import java.util.Optional;

/** What {@code --only} names: one kind of work, which yields one or more figures. */
public enum Row {
    /** Reads, 32 connections with 16 outstanding each. */
    READ_PIPELINED("read-pipelined"),
    /** Reads, 32 connections with one outstanding each. */
    READ_DEPTH_1("read-depth-1"),
    /** Writes, 32 connections with 16 outstanding each. */
    WRITE_PIPELINED("write-pipelined"),
    /** Writes, 32 connections with one outstanding each. */
    WRITE_DEPTH_1("write-depth-1"),
    /** Nine reads to one write, 32 connections with 16 outstanding each. */
    MIX("mix"),
    /** One change that 5,000 sessions watch. */
    FAN_OUT("fan-out"),
    /** What a session costs that does nothing. */
    IDLE_SESSION("idle-session"),
    /** From an empty directory to the first answer. */
    START("start"),
    /** What a znode costs in memory. */
    ZNODE_HEAP("znode-heap"),
    /** What a create costs on disk. */
    DISK("disk"),
    /** From a directory of a million znodes to the first answer. */
    RESTART("restart"),
    /** Writes while a million znodes are written to a snapshot. */
    SNAPSHOT_STALL("snapshot-stall");

    private final String key;

    Row(String key) {
        this.key = key;
    }

    /** Its name on the command line. */
    public String key() {
        return key;
    }

    /** The row of this name, if there is one. */
    public static Optional<Row> named(String key) {
        return Arrays.stream(values()).filter(row -> row.key.equals(key)).findFirst();
    }
}
