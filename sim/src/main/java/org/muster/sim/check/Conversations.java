package org.muster.sim.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The connections of each session, oldest first, and when it came to another member. */
final class Conversations {
    private final Map<Long, List<Conversation>> bySession = new TreeMap<>();
    private final Map<Long, TreeSet<Long>> moves = new TreeMap<>();

    /** The connections that have asked for {@code session} or got it. */
    List<Conversation> of(long session) {
        return bySession.getOrDefault(session, List.of());
    }

    /** One more of the session it has or wants. */
    void add(Conversation conversation) {
        List<Conversation> mine =
                bySession.computeIfAbsent(conversation.session(), _ -> new ArrayList<>());
        if (!mine.contains(conversation)) {
            mine.add(conversation);
        }
    }

    /** Transaction {@code zxid} says that {@code session} has come to another member. */
    void moved(long session, long zxid) {
        moves.computeIfAbsent(session, _ -> new TreeSet<>()).add(zxid);
    }

    /** The last such transaction of {@code session} up to {@code zxid}, 0 for none. */
    long movedLast(long session, long zxid) {
        Long last = moves.getOrDefault(session, new TreeSet<>()).floor(zxid);
        return last == null ? 0 : last;
    }
}
