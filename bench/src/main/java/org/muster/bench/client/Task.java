package org.muster.bench.client;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.muster.bench.report.Row;

/** What one process of a client measures. */
public enum Task {
    /** One client's gets and sets, many at a time. */
    PIPELINED,
    /** Clients' connections are cut. */
    REATTACH,
    /** Many watches of one client. */
    IDLE_WATCHES,
    /** Many clients in one process. */
    IDLE_CLIENTS;

    /** How many servers it wants. */
    public int servers() {
        return this == REATTACH ? 3 : 1;
    }

    /** Whether it yields any of these rows. */
    public boolean yields(Set<Row> wanted) {
        return rows().stream().anyMatch(wanted::contains);
    }

    /** The rows it yields. */
    Set<Row> rows() {
        return switch (this) {
            case PIPELINED -> EnumSet.of(Row.CLIENT_GETS, Row.CLIENT_SETS);
            case REATTACH -> EnumSet.of(Row.REATTACH);
            case IDLE_WATCHES -> EnumSet.of(Row.IDLE_WATCH);
            case IDLE_CLIENTS -> EnumSet.of(Row.IDLE_CLIENT);
        };
    }

    /** What messages call it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
