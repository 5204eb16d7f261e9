package org.muster.zab.election;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.ServerId;

/**
 * The members without a vote that asked for the leader while there was none.
 *
 * <p>They are answered with what is known so far, but not again and again: an observer of the
 * reference whose round is ahead answers every answer. When a leader is found they are told. At
 * most {@link #LIMIT} are remembered; the one that has been silent longest gives way and has to ask
 * again.
 */
final class Askers {
    static final int LIMIT = 100;

    /** What one of them was told, and when. */
    private record Told(Ballot ballot, long atMs) {}

    private final LinkedHashMap<ServerId, Told> told = new LinkedHashMap<>();
    private final int minIntervalMs;

    Askers(int minIntervalMs) {
        this.minIntervalMs = minIntervalMs;
    }

    /** Whether {@code asker} is to be told {@code ballot}, as it then will have been. */
    boolean shouldTell(ServerId asker, Ballot ballot, long nowMs) {
        @Nullable Told before = told.remove(asker);
        if (before != null
                && before.ballot().equals(ballot)
                && nowMs - before.atMs() < minIntervalMs) {
            told.put(asker, before);
            return false;
        }
        if (told.size() == LIMIT) {
            told.remove(told.firstEntry().getKey());
        }
        told.put(asker, new Told(ballot, nowMs));
        return true;
    }

    /** All of them, who are forgotten now. */
    List<ServerId> release() {
        List<ServerId> all = new ArrayList<>(told.keySet());
        told.clear();
        return all;
    }
}
