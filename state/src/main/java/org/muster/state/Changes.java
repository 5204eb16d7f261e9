package org.muster.state;

import java.util.List;

/** What a transaction changed, in order: the order of the events that watchers are told. */
public record Changes(List<Change> all) {
    /** No change. */
    public static final Changes NONE = new Changes(List.of());
}
