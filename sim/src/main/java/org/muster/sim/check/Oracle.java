package org.muster.sim.check;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Id;
import org.muster.model.SessionId;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.sim.world.Coverage;
import org.muster.sim.world.ViolationException;
import org.muster.wire.client.ConnectRequest;
import org.muster.wire.client.ConnectResponse;

/**
 * Knows everything that was asked, logged and shown, and judges it.
 *
 * <p>The server's log tells only the order: which session's which request became which zxid, read
 * here byte by byte without the server's codec. What each transaction does and answers comes from
 * the {@link ReferenceModel}.
 */
public final class Oracle {
    private final Coverage coverage;
    private final Terms terms;
    private final ReferenceModel model;
    private final PaceCheck pace;
    private final Ledger ledger = new Ledger();
    private final SessionCheck sessions = new SessionCheck();
    private final Conversations conversations = new Conversations();
    private final TransactionCheck transactions;
    private final HandshakeCheck handshakes;
    private long shown;
    private long emitted;
    private long committed;

    /** Judges a server that serves under these terms. */
    public Oracle(Coverage coverage, Terms terms) {
        this.coverage = coverage;
        this.terms = terms;
        this.model = new ReferenceModel(terms.enforceQuota());
        this.handshakes = new HandshakeCheck(terms, model, coverage);
        this.pace = new PaceCheck(terms.sweepPerMinute());
        this.transactions =
                new TransactionCheck(
                        new TransactionCheck.Memory(
                                terms, model, ledger, sessions, pace, conversations),
                        coverage);
    }

    Terms terms() {
        return terms;
    }

    ReferenceModel model() {
        return model;
    }

    Ledger ledger() {
        return ledger;
    }

    Coverage coverage() {
        return coverage;
    }

    /** The highest zxid any client was shown. */
    long shown() {
        return shown;
    }

    void shown(long zxid) {
        shown = Math.max(shown, zxid);
    }

    /** The highest zxid the server let out, whether or not it arrived. */
    public long emitted() {
        return emitted;
    }

    /** Transactions in the log so far. */
    public long logged() {
        return model.lastZxid();
    }

    /** Sessions alive, by the model. */
    public int sessionCount() {
        return sessions.size();
    }

    /** The ids of the sessions alive, as anybody can read them from ephemerals. */
    public List<Long> liveSessions() {
        return new ArrayList<>(model.sessionsAt(committed).keySet());
    }

    /** A client begins a connection with {@code hello} from an address of its own. */
    public Conversation open(ConnectRequest hello, String address) {
        List<Id> identities = List.of(new Id("ip", address));
        ReferenceModel.SessionSpan span = model.session(hello.session().value());
        boolean closed =
                hello.session().value() != 0 && (span == null || span.closed() <= committed);
        Conversation conversation = new Conversation(this, hello, identities, closed);
        if (hello.session().value() != 0) {
            conversations.add(conversation);
        }
        return conversation;
    }

    /** The same for a connection that has no right to the session it asks for. */
    public Conversation eavesdrop(ConnectRequest hello, String address) {
        return new Conversation(this, hello, List.of(new Id("ip", address)), true);
    }

    void attached(Conversation conversation) {
        conversations.add(conversation);
    }

    void checkHandshake(ConnectRequest hello, ConnectResponse response, boolean wasClosed) {
        handshakes.answered(hello, response, wasClosed, committed);
    }

    /** The server took a frame of {@code session}, or heard from it in its handshake. */
    public void contact(long session, long monotonicNs) {
        sessions.contact(session, monotonicNs);
    }

    /** A front told the core that it heard from these sessions until {@code upToNs}. */
    public void told(List<SessionId> heard, long upToNs) {
        sessions.told(heard, upToNs);
    }

    /** The core attached a connection to {@code session} with this timeout. */
    public void coreAttached(long session, int timeoutMs, long monotonicNs) {
        sessions.attached(session, timeoutMs, monotonicNs);
    }

    /** The server could not work for {@code durationNs}. */
    public void serverPaused(long durationNs) {
        sessions.granted(durationNs);
    }

    /** Demands that silent sessions are gone by now. */
    public void requireNoneOverdue(long monotonicNs, long slackNs) {
        sessions.requireNoneOverdue(monotonicNs, slackNs);
    }

    /**
     * The server closed a connection that did nothing wrong: then its session must be over. A
     * session that came back before may still be taken from it by its own late handshake.
     */
    public void requireReasonToClose(long session) {
        ReferenceModel.SessionSpan span = model.session(session);
        boolean only = conversations.of(session).size() == 1;
        if (only && !terms.ensemble() && span != null && span.closed() == Long.MAX_VALUE) {
            throw new ViolationException(
                    "C12",
                    "the connection of session 0x%x was closed for no reason".formatted(session));
        }
    }

    /** The server proposed a transaction: {@code payload} goes to its log. */
    public void proposed(byte[] payload, long monotonicNs) {
        transactions.proposed(payload, monotonicNs);
    }

    /** The last transaction known to be committed. */
    long committed() {
        return committed;
    }

    /** The server committed everything up to {@code zxid}. */
    public void committed(long zxid) {
        committed = Math.max(committed, zxid);
    }

    /** The server lets out a frame that shows {@code zxid}, which must be safe by now. */
    public void emitting(long zxid, long durableUpTo) {
        if (zxid > durableUpTo) {
            throw new ViolationException(
                    "C6",
                    "a frame shows %x but the disk is sure of %x only"
                            .formatted(zxid, durableUpTo));
        }
        emitted = Math.max(emitted, zxid);
    }

    /**
     * A start found the log ending at {@code zxid} and {@code records} as its state, which must be
     * the model's at that zxid and hold everything ever shown.
     *
     * @param real whether the server goes on from here; else it was only a trial
     */
    public void recovered(
            long zxid, Iterator<SnapshotRecord> records, boolean real, long monotonicNs) {
        if (zxid < emitted) {
            throw new ViolationException(
                    "C5", "recovered %x, but %x was acknowledged".formatted(zxid, emitted));
        }
        if (zxid > model.lastZxid()) {
            throw new ViolationException(
                    "C5",
                    "recovered %x, but the log ended at %x".formatted(zxid, model.lastZxid()));
        }
        String difference = StateCompare.difference(model, zxid, records);
        if (difference != null) {
            throw new ViolationException("C10", "recovered at %x: ".formatted(zxid) + difference);
        }
        if (real) {
            coverage.sometimes("unknown result applied", zxid > emitted);
            int lost = ledger.truncate(zxid);
            coverage.sometimes("unknown result not applied", lost > 0);
            model.truncate(zxid);
            committed = zxid;
            pace.restarted(monotonicNs);
            sessions.restarted(model.sessionsAt(zxid), monotonicNs);
        }
    }

    /** Another member leads: it counts from its own beginning. */
    public void leaderChanged(long nowNs) {
        pace.restarted(nowNs);
    }

    /**
     * Demands that {@code records}, what {@code whose} state holds, are the model's at {@code
     * zxid}.
     */
    public void compare(String whose, long zxid, Iterator<SnapshotRecord> records) {
        String difference = StateCompare.difference(model, zxid, records);
        if (difference != null) {
            throw new ViolationException("C10", "%s at %x: %s".formatted(whose, zxid, difference));
        }
    }

    /** The transaction the model is at, for those who compare. */
    @Nullable String describe(long zxid) {
        Ledger.Entry entry = ledger.at(zxid);
        return entry == null ? null : entry.toString();
    }
}
