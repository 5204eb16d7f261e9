package org.muster.replica.session;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.SessionId;

/**
 * Which password opens which session: under the key of this server, or by the reference's formula
 * for sessions that follow it. In an ensemble all do: whichever member a client moves to, Muster or
 * not, must come to the same password.
 */
public final class SessionPasswords {
    private final @Nullable Passwords keyed;
    private final TreeSet<SessionId> legacy;

    private SessionPasswords(@Nullable Passwords keyed, List<SessionId> legacy) {
        this.keyed = keyed;
        this.legacy = new TreeSet<>(legacy);
    }

    /** Under {@code key}, but for {@code legacy}. */
    public static SessionPasswords under(Bytes key, List<SessionId> legacy) {
        return new SessionPasswords(new Passwords(key), legacy);
    }

    /** By the reference's formula. */
    public static SessionPasswords legacy() {
        return new SessionPasswords(null, List.of());
    }

    /** The password of {@code session}. */
    public Bytes of(SessionId session) {
        return (keyed == null || legacy.contains(session))
                ? LegacyPasswords.of(session)
                : keyed.of(session);
    }

    /** Whether {@code offered} is the password of {@code session}, in time that tells nothing. */
    public boolean matches(SessionId session, @Nullable Bytes offered) {
        return (keyed == null || legacy.contains(session))
                ? LegacyPasswords.matches(session, offered)
                : keyed.matches(session, offered);
    }

    /** {@code session} has ended. */
    public void forget(SessionId session) {
        legacy.remove(session);
    }
}
