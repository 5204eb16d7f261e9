package org.muster.sim.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.muster.model.ErrorCode;
import org.muster.model.Id;
import org.muster.model.Perms;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.sim.world.Coverage;
import org.muster.sim.world.ViolationException;

/**
 * Reads the transactions in their order, byte by byte without the server's codec, finds out who
 * asked for each, and lets the model say what had to come of it.
 */
final class TransactionCheck {
    private static final int TYPE_ERROR = -1;
    private static final int TYPE_OPEN = -10;
    private static final int TYPE_CLOSE = -11;
    private static final int TYPE_REAP = 20;
    private static final int TYPE_DELETE = 2;
    private static final int MOVED = ErrorCode.SESSION_MOVED.code();

    /** Chance makes an empty one easily, and an empty one changes nothing. */
    private static final int TYPE_MULTI = 14;

    private final Coverage coverage;
    private final Terms terms;
    private final ReferenceModel model;
    private final Ledger ledger;
    private final SessionCheck sessions;
    private final PaceCheck pace;
    private final Conversations conversations;

    /** What is known of the run so far. */
    record Memory(
            Terms terms,
            ReferenceModel model,
            Ledger ledger,
            SessionCheck sessions,
            PaceCheck pace,
            Conversations conversations) {}

    TransactionCheck(Memory memory, Coverage coverage) {
        this.coverage = coverage;
        this.terms = memory.terms();
        this.model = memory.model();
        this.ledger = memory.ledger();
        this.sessions = memory.sessions();
        this.pace = memory.pace();
        this.conversations = memory.conversations();
    }

    /** The server proposed a transaction: {@code payload} goes to its log. */
    void proposed(byte[] payload, long monotonicNs) {
        ByteBuffer in = ByteBuffer.wrap(payload);
        long session = in.getLong();
        int cxid = in.getInt();
        long zxid = in.getLong();
        long timeMs = in.getLong();
        int type = in.getInt();
        boolean newEpoch =
                terms.ensemble()
                        && zxid >>> 32 > model.lastZxid() >>> 32
                        && (zxid & 0xffff_ffffL) == 1;
        if (zxid != model.lastZxid() + 1 && !newEpoch) {
            throw new ViolationException(
                    "C1", "transaction %x follows %x".formatted(zxid, model.lastZxid()));
        }
        ledger.add(
                switch (type) {
                    case TYPE_OPEN ->
                            cxid == 0
                                    ? opened(zxid, session, in.getInt(), monotonicNs)
                                    : moved(zxid, session, in.getInt());
                    case TYPE_REAP -> reaped(zxid, timeMs, in, monotonicNs);
                    case TYPE_CLOSE ->
                            isReadmission(session, cxid)
                                    ? readmitted(zxid)
                                    : closed(zxid, session, cxid, monotonicNs);
                    default -> {
                        Who who = new Who(session, cxid);
                        yield terms.ensemble() && type == TYPE_ERROR && in.getInt() == MOVED
                                ? cameTooLate(zxid, who)
                                : wrote(zxid, timeMs, who, type);
                    }
                });
    }

    private record Who(long session, int cxid) {}

    private Ledger.Entry opened(long zxid, long session, int timeoutMs, long monotonicNs) {
        if (!model.openSession(zxid, session, timeoutMs)) {
            throw new ViolationException("C7", "session id 0x%x was used twice".formatted(session));
        }
        sessions.attached(session, timeoutMs, monotonicNs);
        return sessionEntry(zxid, session);
    }

    /** Musters say by a transaction that a session has come to another member. */
    private Ledger.Entry moved(long zxid, long session, int timeoutMs) {
        if (!terms.ensemble() || !model.moveSession(zxid, session, timeoutMs)) {
            throw new ViolationException(
                    "C7", "session 0x%x moved at %x but is not open".formatted(session, zxid));
        }
        coverage.reached("session moved by a transaction");
        conversations.moved(session, zxid);
        return sessionEntry(zxid, session);
    }

    private static Ledger.Entry sessionEntry(long zxid, long session) {
        return new Ledger.Entry(
                zxid,
                Ledger.Kind.OPEN,
                session,
                0,
                new ReferenceModel.Outcome(Response.Empty.INSTANCE, List.of()));
    }

    private Ledger.Entry closed(long zxid, long session, int cxid, long monotonicNs) {
        ReferenceModel.SessionSpan span = model.session(session);
        if (cxid == 0) {
            if (span == null || span.closed() != Long.MAX_VALUE) {
                throw new ViolationException(
                        "C7", "session 0x%x was closed twice".formatted(session));
            }
            if (!terms.ensemble()) {
                coverage.sometimes(
                        "expiry just after a late frame", sessions.expired(session, monotonicNs));
            }
        } else {
            if (!isUnclaimed(session)) {
                next(new Who(session, cxid), zxid, WriteRequest.CloseSession.class);
            }
            sessions.closedByClient(session);
        }
        ReferenceModel.Outcome outcome = model.closeSession(zxid, session);
        boolean owned = !outcome.changes().isEmpty();
        coverage.sometimes("expiry with ephemerals", owned && cxid == 0);
        coverage.sometimes("close with ephemerals", owned && cxid != 0);
        return new Ledger.Entry(zxid, Ledger.Kind.CLOSE, session, cxid, outcome);
    }

    private Ledger.Entry reaped(long zxid, long timeMs, ByteBuffer in, long monotonicNs) {
        byte[] path = new byte[in.getInt()];
        in.get(path);
        String text = new String(path, StandardCharsets.UTF_8);
        ReferenceModel.Outcome outcome = model.reap(zxid, timeMs, text);
        if (outcome == null) {
            throw new ViolationException("C7", "the server deleted " + text + " before its time");
        }
        pace.reaped(monotonicNs);
        coverage.reached("container or TTL znode reaped");
        return new Ledger.Entry(zxid, Ledger.Kind.OWN, 0, 0, outcome);
    }

    /** A member votes again and says so by the end of a session that never was. */
    private boolean isReadmission(long session, int cxid) {
        return terms.ensemble() && cxid < -1000 && model.session(session) == null;
    }

    private Ledger.Entry readmitted(long zxid) {
        coverage.reached("member readmitted");
        model.skip(zxid);
        return new Ledger.Entry(
                zxid,
                Ledger.Kind.OWN,
                0,
                0,
                new ReferenceModel.Outcome(Response.Empty.INSTANCE, List.of()));
    }

    /** The session had moved on when the leader got this write of an old connection. */
    private Ledger.Entry cameTooLate(long zxid, Who who) {
        if (!isUnclaimed(who.session)) {
            List<Conversation> mine = conversations.of(who.session);
            Pending asked = next(who, zxid, WriteRequest.class);
            if (mine.getLast().asked(asked)) {
                throw new ViolationException(
                        "C1",
                        "%s of session 0x%x was refused at %x as if that had moved"
                                .formatted(asked.request(), who.session, zxid));
            }
            coverage.reached("write of a session that had moved");
        }
        model.skip(zxid);
        ReferenceModel.Outcome refused =
                new ReferenceModel.Outcome(WriteRules.refused(ErrorCode.SESSION_MOVED), List.of());
        return new Ledger.Entry(zxid, Ledger.Kind.WRITE, who.session, who.cxid, refused);
    }

    private Ledger.Entry wrote(long zxid, long timeMs, Who who, int type) {
        if (type == TYPE_DELETE && who.cxid == 0) {
            throw new ViolationException(
                    "C7",
                    "transaction %x deletes a znode of session 0x%x apart from its close"
                            .formatted(zxid, who.session));
        }
        if (isUnclaimed(who.session)) {
            return nothing(zxid, who, type);
        }
        Pending asked = next(who, zxid, WriteRequest.class);
        Actor actor = new Actor(who.session, asked.identities());
        boolean needsSuper = isForSuper(actor, asked.request());
        ReferenceModel.Outcome outcome =
                model.execute(zxid, timeMs, actor, (WriteRequest) asked.request());
        if (outcome.response() instanceof Response.Refused(ErrorCode code)) {
            coverage.sometimes("quota refused a write", code == ErrorCode.QUOTA_EXCEEDED);
        } else {
            coverage.sometimes("super user did what others may not", needsSuper);
        }
        boolean refused = outcome.response() instanceof Response.Refused;
        if (refused != (type == TYPE_ERROR)) {
            throw new ViolationException(
                    "C1",
                    "%s at %x: the log says type %d, the model %s"
                            .formatted(asked.request(), zxid, type, outcome.response()));
        }
        return new Ledger.Entry(zxid, Ledger.Kind.WRITE, who.session, who.cxid, outcome);
    }

    /** Whether only the super user may write this. */
    private boolean isForSuper(Actor actor, Request request) {
        if (!actor.identities().contains(Terms.SUPER)
                || !(request instanceof WriteRequest.SetData setData)) {
            return false;
        }
        Znode znode = model.at(setData.path().toString(), model.lastZxid());
        List<Id> others = new ArrayList<>(actor.identities());
        others.remove(Terms.SUPER);
        return znode != null && !AccessRules.permits(znode.acl(), Perms.WRITE, others);
    }

    /** Whether the session belongs to a rogue, who says of no request that it was its own. */
    private boolean isUnclaimed(long session) {
        return conversations.of(session).isEmpty();
    }

    /** Garbage of a rogue may take a zxid, but it must not change anything. */
    private Ledger.Entry nothing(long zxid, Who who, int type) {
        if (type != TYPE_ERROR && type != TYPE_MULTI) {
            throw new ViolationException(
                    "C1",
                    "transaction %x of session 0x%x, cxid %d: nobody asked for type %d"
                            .formatted(zxid, who.session, who.cxid, type));
        }
        model.skip(zxid);
        ReferenceModel.Outcome refused =
                new ReferenceModel.Outcome(
                        WriteRules.refused(ErrorCode.MARSHALLING_ERROR), List.of());
        return new Ledger.Entry(zxid, Ledger.Kind.WRITE, who.session, who.cxid, refused);
    }

    /** The request that this transaction must be: the next write of one of its connections. */
    private Pending next(Who who, long zxid, Class<? extends WriteRequest> kind) {
        List<Conversation> mine = conversations.of(who.session);
        for (int i = mine.size() - 1; i >= 0; i--) {
            Pending next = mine.get(i).nextWrite();
            if (next != null && next.xid() == who.cxid && kind.isInstance(next.request())) {
                if (terms.ensemble()) {
                    requireNotMoved(mine.get(i), zxid);
                } else {
                    requireCurrent(mine, i, zxid);
                }
                mine.get(i).wroteNext();
                return next;
            }
        }
        throw new ViolationException(
                "C1",
                "transaction %x of session 0x%x, cxid %d, is not the next thing it asked for"
                        .formatted(zxid, who.session, who.cxid));
    }

    private boolean isOpen(long session) {
        ReferenceModel.SessionSpan span = model.session(session);
        return span != null && span.closed() == Long.MAX_VALUE;
    }

    /** A connection whose session has been attached elsewhere writes no more. */
    private static void requireCurrent(List<Conversation> mine, int index, long zxid) {
        for (Conversation later : mine.subList(index + 1, mine.size())) {
            if (later.isAttached()) {
                throw new ViolationException(
                        "C7",
                        "transaction %x comes from a connection whose session had moved on"
                                .formatted(zxid));
            }
        }
    }

    /**
     * The same where a transaction says that a session has come to another member: what its
     * connection from before then asked for is refused from there on. Once the session is over, the
     * end is the reason: the reference's leader too looks for the session before its owner, logs
     * the refusal, and the model demands one.
     */
    private void requireNotMoved(Conversation asking, long zxid) {
        long moved = conversations.movedLast(asking.session(), zxid);
        if (asking.isAttached() && moved > asking.attachedAt() && isOpen(asking.session())) {
            throw new ViolationException(
                    "C7",
                    "transaction %x comes from a connection whose session had moved at %x"
                            .formatted(zxid, moved));
        }
    }
}
