package org.muster.replica;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.muster.replica.front.Connection;

/** A client of one {@link Member}: a connection and what it knows. */
public final class Client {
    private static final HexFormat HEX = HexFormat.of();

    public final Wire wire = new Wire("/c:1");
    public String id = "0000000000000000";
    public String password = "00".repeat(16);

    private final Ensemble ensemble;
    private final Member member;
    private final List<Connection> connection = new ArrayList<>();

    Client(Ensemble ensemble, Member member) {
        this.ensemble = ensemble;
        this.member = member;
        member.turn(() -> connection.add(member.front.connected("127.0.0.1", wire)));
    }

    /** Sends frames in one turn, and lets nothing follow from them yet. */
    public Client post(String... frames) {
        member.turn(() -> {
            for (String frame : frames) {
                byte[] bytes = HEX.parseHex(frame.replaceAll("\\s", ""));
                member.front.frame(connection.getFirst(), bytes, 4, bytes.length - 4);
            }
        });
        return this;
    }

    /** Sends frames in one turn and lets everybody talk. */
    public Client send(String... frames) {
        post(frames);
        ensemble.settle();
        return this;
    }

    /** What came since the last time, as {@link Frames#heads} tells it. */
    public List<String> heads() {
        return Frames.heads(wire.take());
    }

    /** Asks for a session, a new one or the one known. */
    public Client ask(int timeoutMs) {
        return post(
                "0000002d00000000%016x%08x%s00000010%s00".formatted(0L, timeoutMs, id, password));
    }

    /** Opens a session or attaches to the one known. */
    public Client handshake(int timeoutMs) {
        ask(timeoutMs);
        ensemble.settle();
        return learn();
    }

    /** Reads the answer to a handshake. */
    public Client learn() {
        String answer = wire.take().getFirst();
        id = answer.substring(24, 40);
        password = answer.substring(48, 80);
        return this;
    }

    /** Another connection of the same session, at {@code to}. */
    public Client moved(Member to) {
        Client next = to.connect();
        next.id = id;
        next.password = password;
        return next;
    }

    /** The connection breaks. */
    public void drop() {
        member.turn(() -> member.front.disconnected(connection.getFirst()));
        ensemble.settle();
    }
}
