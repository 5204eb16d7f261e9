package org.muster.sim.check;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.muster.model.Bytes;
import org.muster.sim.world.Coverage;
import org.muster.sim.world.ViolationException;
import org.muster.wire.client.ConnectRequest;
import org.muster.wire.client.ConnectResponse;

/** C7: who asks for a session gets it if it lives and the password is right, and nobody else. */
final class HandshakeCheck {
    private final Terms terms;
    private final ReferenceModel model;
    private final Coverage coverage;
    private final Map<Long, Bytes> passwords = new TreeMap<>();

    HandshakeCheck(Terms terms, ReferenceModel model, Coverage coverage) {
        this.terms = terms;
        this.model = model;
        this.coverage = coverage;
    }

    /**
     * The server answered a handshake.
     *
     * @param wasClosed whether the session was over before the client asked
     * @param committed the last transaction committed by now
     */
    void answered(
            ConnectRequest hello, ConnectResponse response, boolean wasClosed, long committed) {
        long asked = hello.session().value();
        if (response.timeoutMs() <= 0) {
            refused(hello, committed);
            return;
        }
        if (wasClosed) {
            throw violation("session 0x%x was given back after its end", asked);
        }
        long given = response.session().value();
        int owed = Math.clamp(hello.timeoutMs(), terms.minTimeoutMs(), terms.maxTimeoutMs());
        if (response.timeoutMs() != owed || (asked != 0 && given != asked)) {
            throw new ViolationException("C7", "handshake " + hello + " answered " + response);
        }
        Bytes known = passwords.putIfAbsent(given, response.password());
        if ((known != null && !known.equals(response.password()))
                || (asked != 0 && !Objects.equals(response.password(), hello.password()))) {
            throw violation("session 0x%x got in with a wrong password", given);
        }
        if (model.session(given) == null) {
            throw violation("session 0x%x was given without a transaction", given);
        }
        coverage.reached(asked == 0 ? "handshake: new session" : "handshake: attached again");
    }

    private void refused(ConnectRequest hello, long committed) {
        long asked = hello.session().value();
        Bytes right = passwords.get(asked);
        ReferenceModel.SessionSpan span = model.session(asked);
        boolean alive = span != null && span.closed() > committed;
        if (asked == 0 || (alive && right != null && Objects.equals(right, hello.password()))) {
            throw violation("session 0x%x was refused but lives", asked);
        }
        coverage.reached(span == null ? "handshake: unknown refused" : "handshake: refused");
    }

    private static ViolationException violation(String what, long session) {
        return new ViolationException("C7", what.formatted(session));
    }
}
