package org.muster.bench.report;

/** One number the benchmark yields for each server: what it says, its unit, which way is better. */
public enum Figure {
    READ_PIPELINED_CPU(Row.READ_PIPELINED, "CPU per read, 32 × 16", "µs", Better.LESS, 6),
    READ_PIPELINED_RATE(Row.READ_PIPELINED, "reads a second, 32 × 16", "k/s", Better.MORE, 6),
    READ_PIPELINED_P50(Row.READ_PIPELINED, "read p50, 32 × 16", "ms", Better.LESS, Aim.DETAIL),
    READ_PIPELINED_P99(Row.READ_PIPELINED, "read p99, 32 × 16", "ms", Better.LESS, Aim.NONE),
    READ_PIPELINED_OWN(Row.READ_PIPELINED, "generator's CPU per read, 32 × 16", "µs"),
    READ_DEPTH_1_CPU(Row.READ_DEPTH_1, "CPU per read, 32 × 1", "µs", Better.LESS, 3),
    READ_DEPTH_1_RATE(Row.READ_DEPTH_1, "reads a second, 32 × 1", "k/s", Better.MORE, Aim.NONE),
    READ_DEPTH_1_P50(Row.READ_DEPTH_1, "read p50, 32 × 1", "ms", Better.LESS, Aim.NONE),
    READ_DEPTH_1_P99(Row.READ_DEPTH_1, "read p99, 32 × 1", "ms", Better.LESS, Aim.NONE),
    READ_DEPTH_1_OWN(Row.READ_DEPTH_1, "generator's CPU per read, 32 × 1", "µs"),
    WRITE_PIPELINED_CPU(Row.WRITE_PIPELINED, "CPU per write, 32 × 16", "µs", Better.LESS, 3),
    WRITE_PIPELINED_RATE(
            Row.WRITE_PIPELINED, "writes a second, 32 × 16", "k/s", Better.MORE, Aim.NONE),
    WRITE_PIPELINED_P50(Row.WRITE_PIPELINED, "write p50, 32 × 16", "ms", Better.LESS, Aim.DETAIL),
    WRITE_PIPELINED_P99(Row.WRITE_PIPELINED, "write p99, 32 × 16", "ms", Better.LESS, Aim.NONE),
    WRITE_PIPELINED_OWN(Row.WRITE_PIPELINED, "generator's CPU per write, 32 × 16", "µs"),
    WRITE_DEPTH_1_CPU(Row.WRITE_DEPTH_1, "CPU per write, 32 × 1", "µs", Better.LESS, Aim.NONE),
    WRITE_DEPTH_1_RATE(Row.WRITE_DEPTH_1, "writes a second, 32 × 1", "k/s", Better.MORE, Aim.NONE),
    WRITE_DEPTH_1_P50(Row.WRITE_DEPTH_1, "write p50, 32 × 1", "ms", Better.LESS, Aim.NONE),
    WRITE_DEPTH_1_P99(Row.WRITE_DEPTH_1, "write p99, 32 × 1", "ms", Better.LESS, Aim.NONE),
    WRITE_DEPTH_1_OWN(Row.WRITE_DEPTH_1, "generator's CPU per write, 32 × 1", "µs"),
    MIX_CPU(Row.MIX, "CPU per operation, 90 % reads, 32 × 16", "µs", Better.LESS, Aim.NONE),
    MIX_RATE(Row.MIX, "operations a second, 90 % reads, 32 × 16", "k/s", Better.MORE, Aim.NONE),
    MIX_READ_P99(Row.MIX, "read p99, 90 % reads, 32 × 16", "ms", Better.LESS, Aim.DETAIL),
    MIX_WRITE_P99(Row.MIX, "write p99, 90 % reads, 32 × 16", "ms", Better.LESS, Aim.DETAIL),
    MIX_OWN(Row.MIX, "generator's CPU per operation, 90 % reads", "µs"),
    FAN_OUT_TIME(Row.FAN_OUT, "5,000 watchers of one znode: last hears", "ms", Better.LESS, 3),
    FAN_OUT_CPU(Row.FAN_OUT, "CPU per watcher set and told", "µs", Better.LESS, Aim.DETAIL),
    IDLE_SESSION_HEAP(Row.IDLE_SESSION, "heap per idle session", "B", Better.LESS, Aim.NONE),
    IDLE_SESSION_MEMORY(Row.IDLE_SESSION, "memory per idle session", "B", Better.LESS, 5),
    START_CPU(Row.START, "CPU until it serves, empty directory", "s", Better.LESS, Aim.DETAIL),
    START_TIME(Row.START, "start on an empty directory", "s", Better.LESS, 1),
    ZNODE_HEAP(Row.ZNODE_HEAP, "heap per znode of 100 B", "B", Better.LESS, Aim.DETAIL),
    ZNODE_OVERHEAD(Row.ZNODE_HEAP, "heap per znode over its 100 B", "B", Better.LESS, 3),
    DISK_WRITTEN(Row.DISK, "written to disk per create of 100 B", "B", Better.LESS, 2),
    DISK_SIZE(Row.DISK, "size of the files per create of 100 B", "B", Better.LESS, Aim.DETAIL),
    DISK_RATE(Row.DISK, "creates a second, 32 × 16", "k/s", Better.MORE, Aim.DETAIL),
    RESTART_CPU(Row.RESTART, "CPU until it serves {znodes} znodes", "s", Better.LESS, Aim.NONE),
    RESTART_TIME(Row.RESTART, "restart with {znodes} znodes", "s", Better.LESS, 4),
    SNAPSHOT_STALL(
            Row.SNAPSHOT_STALL,
            "longest write while {znodes} znodes are snapshotted",
            "ms",
            Better.LESS,
            Aim.NONE),
    SNAPSHOT_QUIET_P99(
            Row.SNAPSHOT_STALL, "write p99 between snapshots", "ms", Better.LESS, Aim.NONE),
    SNAPSHOT_DURING_P99(
            Row.SNAPSHOT_STALL, "write p99 during snapshots", "ms", Better.LESS, Aim.DETAIL),
    ENSEMBLE_READ_PIPELINED_CPU(
            Row.ENSEMBLE_READ_PIPELINED, "CPU per read, 48 × 16", "µs", Better.LESS, Aim.NONE),
    ENSEMBLE_READ_PIPELINED_RATE(
            Row.ENSEMBLE_READ_PIPELINED, "reads a second, 48 × 16", "k/s", Better.MORE, Aim.NONE),
    ENSEMBLE_READ_PIPELINED_P50(
            Row.ENSEMBLE_READ_PIPELINED, "read p50, 48 × 16", "ms", Better.LESS, Aim.DETAIL),
    ENSEMBLE_READ_PIPELINED_P99(
            Row.ENSEMBLE_READ_PIPELINED, "read p99, 48 × 16", "ms", Better.LESS, Aim.NONE),
    ENSEMBLE_READ_PIPELINED_OWN(
            Row.ENSEMBLE_READ_PIPELINED, "generator's CPU per read, 48 × 16", "µs"),
    ENSEMBLE_READ_DEPTH_1_CPU(
            Row.ENSEMBLE_READ_DEPTH_1, "CPU per read, 48 × 1", "µs", Better.LESS, Aim.NONE),
    ENSEMBLE_READ_DEPTH_1_RATE(
            Row.ENSEMBLE_READ_DEPTH_1, "reads a second, 48 × 1", "k/s", Better.MORE, Aim.NONE),
    ENSEMBLE_READ_DEPTH_1_P50(
            Row.ENSEMBLE_READ_DEPTH_1, "read p50, 48 × 1", "ms", Better.LESS, Aim.NONE),
    ENSEMBLE_READ_DEPTH_1_P99(
            Row.ENSEMBLE_READ_DEPTH_1, "read p99, 48 × 1", "ms", Better.LESS, Aim.NONE),
    ENSEMBLE_READ_DEPTH_1_OWN(Row.ENSEMBLE_READ_DEPTH_1, "generator's CPU per read, 48 × 1", "µs"),
    ENSEMBLE_WRITE_PIPELINED_CPU(
            Row.ENSEMBLE_WRITE_PIPELINED, "CPU per write, 48 × 16", "µs", Better.LESS, 4),
    ENSEMBLE_WRITE_PIPELINED_RATE(
            Row.ENSEMBLE_WRITE_PIPELINED, "writes a second, 48 × 16", "k/s", Better.MORE, 3),
    ENSEMBLE_WRITE_PIPELINED_P50(
            Row.ENSEMBLE_WRITE_PIPELINED, "write p50, 48 × 16", "ms", Better.LESS, Aim.DETAIL),
    ENSEMBLE_WRITE_PIPELINED_P99(
            Row.ENSEMBLE_WRITE_PIPELINED, "write p99, 48 × 16", "ms", Better.LESS, Aim.NONE),
    ENSEMBLE_WRITE_PIPELINED_OWN(
            Row.ENSEMBLE_WRITE_PIPELINED, "generator's CPU per write, 48 × 16", "µs"),
    ENSEMBLE_WRITE_DEPTH_1_CPU(
            Row.ENSEMBLE_WRITE_DEPTH_1, "CPU per write, 48 × 1", "µs", Better.LESS, Aim.NONE),
    ENSEMBLE_WRITE_DEPTH_1_RATE(
            Row.ENSEMBLE_WRITE_DEPTH_1, "writes a second, 48 × 1", "k/s", Better.MORE, Aim.NONE),
    ENSEMBLE_WRITE_DEPTH_1_P50(
            Row.ENSEMBLE_WRITE_DEPTH_1, "write p50, 48 × 1", "ms", Better.LESS, 2),
    ENSEMBLE_WRITE_DEPTH_1_P99(
            Row.ENSEMBLE_WRITE_DEPTH_1, "write p99, 48 × 1", "ms", Better.LESS, 2),
    ENSEMBLE_WRITE_DEPTH_1_OWN(
            Row.ENSEMBLE_WRITE_DEPTH_1, "generator's CPU per write, 48 × 1", "µs"),
    ENSEMBLE_MIX_CPU(
            Row.ENSEMBLE_MIX, "CPU per operation, 90 % reads, 48 × 8", "µs", Better.LESS, Aim.NONE),
    ENSEMBLE_MIX_RATE(
            Row.ENSEMBLE_MIX,
            "operations a second, 90 % reads, 48 × 8",
            "k/s",
            Better.MORE,
            Aim.NONE),
    ENSEMBLE_MIX_READ_P99(
            Row.ENSEMBLE_MIX, "read p99, 90 % reads, 48 × 8", "ms", Better.LESS, Aim.NONE),
    ENSEMBLE_MIX_WRITE_P99(
            Row.ENSEMBLE_MIX, "write p99, 90 % reads, 48 × 8", "ms", Better.LESS, Aim.NONE),
    ENSEMBLE_MIX_OWN(Row.ENSEMBLE_MIX, "generator's CPU per operation, 90 % reads", "µs"),
    KILL_GAP(Row.KILL, "leader killed: longest gap between writes", "ms", Better.LESS, 4),
    KILL_LOST(
            Row.KILL, "leader killed: survivors' clients disconnected", "%", Better.LESS, Aim.NONE),
    FREEZE_GAP(
            Row.FREEZE, "leader frozen: longest gap between writes", "ms", Better.LESS, Aim.NONE),
    FREEZE_LOST(
            Row.FREEZE,
            "leader frozen: survivors' clients disconnected",
            "%",
            Better.LESS,
            Aim.NONE),
    STOP_GAP(Row.STOP, "leader restarted: longest gap between writes", "ms", Better.LESS, Aim.NONE),
    STOP_LOST(
            Row.STOP, "leader restarted: others' clients disconnected", "%", Better.LESS, Aim.NONE),
    CATCH_UP_TIME(
            Row.CATCH_UP,
            "follower that missed {znodes} writes: serves",
            "s",
            Better.LESS,
            Aim.NONE),
    CATCH_UP_CPU(Row.CATCH_UP, "CPU of all servers until it serves", "s", Better.LESS, Aim.DETAIL),
    KILL_LARGE_GAP(
            Row.KILL_LARGE, "leader of {znodes} znodes killed: longest gap", "ms", Better.LESS, 4),
    KILL_LARGE_LOST(
            Row.KILL_LARGE,
            "leader of {znodes} znodes killed: disconnected",
            "%",
            Better.LESS,
            Aim.NONE),
    SNAPSHOT_SEND_STALL(
            Row.SNAPSHOT_SEND,
            "longest write while {znodes} znodes are sent",
            "ms",
            Better.LESS,
            Aim.NONE),
    SNAPSHOT_SEND_P99(
            Row.SNAPSHOT_SEND,
            "write p99 while {znodes} znodes are sent",
            "ms",
            Better.LESS,
            Aim.NONE),
    SNAPSHOT_SEND_QUIET_P99(Row.SNAPSHOT_SEND, "write p99 before", "ms", Better.LESS, Aim.DETAIL),
    SNAPSHOT_SEND_TIME(
            Row.SNAPSHOT_SEND,
            "member without data: serves {znodes} znodes",
            "s",
            Better.LESS,
            Aim.DETAIL),
    CLIENT_GETS_RATE(Row.CLIENT_GETS, "gets a second, one client", "k/s", Better.MORE, Aim.NONE),
    CLIENT_GETS_CPU(Row.CLIENT_GETS, "client's CPU per get", "µs", Better.LESS, Aim.NONE),
    CLIENT_GETS_P99(Row.CLIENT_GETS, "get p99", "ms", Better.LESS, Aim.NONE),
    CLIENT_SETS_RATE(Row.CLIENT_SETS, "sets a second, one client", "k/s", Better.MORE, Aim.NONE),
    CLIENT_SETS_CPU(Row.CLIENT_SETS, "client's CPU per set", "µs", Better.LESS, Aim.NONE),
    CLIENT_SETS_P99(Row.CLIENT_SETS, "set p99", "ms", Better.LESS, Aim.NONE),
    REATTACH_P50(Row.REATTACH, "connection cut: p50 until attached", "ms", Better.LESS, Aim.NONE),
    REATTACH_P99(Row.REATTACH, "connection cut: p99 until attached", "ms", Better.LESS, Aim.NONE),
    IDLE_WATCH_HEAP(Row.IDLE_WATCH, "heap per idle watch", "B", Better.LESS, Aim.NONE),
    IDLE_CLIENT_HEAP(Row.IDLE_CLIENT, "heap per idle client", "B", Better.LESS, Aim.NONE),
    IDLE_CLIENT_THREADS(Row.IDLE_CLIENT, "threads per idle client", "", Better.LESS, Aim.NONE),
    SHARING_CLIENT_HEAP(
            Row.IDLE_CLIENT,
            "heap per idle client, threads shared if it can",
            "B",
            Better.LESS,
            Aim.NONE),
    SHARING_CLIENT_THREADS(
            Row.IDLE_CLIENT,
            "threads per idle client, shared if it can",
            "",
            Better.LESS,
            Aim.NONE);

    /** Which way a figure is better. */
    public enum Better {
        /** A smaller number is better. */
        LESS,
        /** A larger number is better. */
        MORE,
        /** It says nothing about the servers. */
        NEITHER
    }

    private final Row row;
    private final String label;
    private final String unit;
    private final Better better;
    private final double aim;

    Figure(Row row, String label, String unit) {
        this(row, label, unit, Better.NEITHER, Aim.DETAIL);
    }

    Figure(Row row, String label, String unit, Better better, double aim) {
        this.row = row;
        this.label = label;
        this.unit = unit;
        this.better = better;
        this.aim = aim;
    }

    /** The row it belongs to. */
    public Row row() {
        return row;
    }

    /** What it says, in a few words, of a run with this many znodes in the large tree. */
    public String label(int znodes) {
        return label.replace("{znodes}", String.format("%,d", znodes));
    }

    /** Its unit. */
    public String unit() {
        return unit;
    }

    /** Which way it is better. */
    public Better better() {
        return better;
    }

    /** How many times better than Apache Muster sets out to be; 0 if there is no such aim. */
    public double good() {
        return Math.max(aim, 0);
    }

    /** Whether it stands in the README and the picture. */
    public boolean isHeadline() {
        return aim != Aim.DETAIL;
    }

    /** What may stand in place of an aim. */
    private static final class Aim {
        /** There is no aim, but the figure is worth a line in the README. */
        static final double NONE = 0;

        /** There is no aim, and only the whole table shows the figure. */
        static final double DETAIL = -1;
    }
}
