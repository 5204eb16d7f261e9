package org.muster.replica.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.model.SessionId;
import org.muster.replica.route.Submission;

/** The handshakes of this member's clients that wait for a leader, or for its decision. */
final class Handshakes {
    /** One of them. */
    record Asked(int front, Submission.Connect connect) {}

    private final Identity identity;
    private final LinkedHashMap<Purpose.Place, Asked> waiting = new LinkedHashMap<>();
    private final LinkedHashMap<SessionId, Asked> opening = new LinkedHashMap<>();
    private final LinkedHashMap<SessionId, ArrayDeque<Asked>> attaching = new LinkedHashMap<>();

    Handshakes(Identity identity) {
        this.identity = identity;
    }

    /** One more, of which no leader knows. */
    void add(int front, Submission.Connect connect) {
        waiting.put(new Purpose.Place(front, connect.link()), new Asked(front, connect));
    }

    /** The client of one has gone away; a leader that was asked opens its session all the same. */
    void withdraw(int front, long link) {
        waiting.remove(new Purpose.Place(front, link));
    }

    /** A leader was asked to open {@code session} for this one. */
    void addOpening(int front, Submission.Connect connect, SessionId session) {
        opening.put(session, new Asked(front, connect));
    }

    /** A leader was asked to attach the session of this one. */
    void addAttaching(Asked asked) {
        attaching.computeIfAbsent(asked.connect.session(), first -> new ArrayDeque<>(1)).add(asked);
    }

    /** Whether a leader was asked for anything. */
    boolean isAsked() {
        return !opening.isEmpty() || !attaching.isEmpty();
    }

    /** Asks {@code leader} for what another one did not do. */
    void askAgain(Upstream leader) {
        opening.forEach((id, asked) -> leader.open(id, asked.connect.timeoutMs()));
        attaching.forEach((id, all) ->
                all.forEach(asked -> leader.revalidate(id, asked.connect.timeoutMs())));
    }

    /** Asks {@code leader} for what waits; without the password nobody is asked for. */
    void ask(Upstream leader, Consumer<Asked> refused) {
        List<Asked> all = new ArrayList<>(waiting.values());
        waiting.clear();
        for (Asked asked : all) {
            Submission.Connect connect = asked.connect;
            SessionId id = connect.session();
            if (id.equals(SessionId.NONE)) {
                SessionId fresh = identity.ids().next();
                opening.put(fresh, asked);
                leader.open(fresh, connect.timeoutMs());
            } else if (identity.passwords().matches(id, connect.password())) {
                addAttaching(asked);
                leader.revalidate(id, connect.timeoutMs());
            } else {
                refused.accept(asked);
            }
        }
    }

    /** The one for which {@code session} was to be opened: it is done. */
    @Nullable Asked takeOpening(SessionId session) {
        return opening.remove(session);
    }

    /** The oldest that asked for {@code session}: it is done. */
    @Nullable Asked takeAttaching(SessionId session) {
        ArrayDeque<Asked> all = attaching.get(session);
        if (all == null) {
            return null;
        }
        Asked oldest = all.remove();
        if (all.isEmpty()) {
            attaching.remove(session);
        }
        return oldest;
    }

    void clear() {
        waiting.clear();
        opening.clear();
        attaching.clear();
    }

    /** Visits all of them. */
    void forEach(BiConsumer<Integer, Submission> visitor) {
        opening.values().forEach(asked -> visitor.accept(asked.front, asked.connect));
        attaching
                .values()
                .forEach(all -> all.forEach(asked -> visitor.accept(asked.front, asked.connect)));
        waiting.values().forEach(asked -> visitor.accept(asked.front, asked.connect));
    }
}
