package org.muster.replica.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.model.ErrorCode;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.peer.TouchedSession;
import org.muster.model.request.Response;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.Txn;
import org.muster.model.txn.TxnHeader;
import org.muster.replica.route.Delivery;
import org.muster.replica.route.Reply;
import org.muster.replica.route.Submission;
import org.muster.state.Applied;
import org.muster.state.State;

/**
 * The sessions with a connection here, while another member decides or none does: what they asked
 * for, in order, and what of it a leader was asked for.
 *
 * <p>A request becomes one transaction or none. Each transaction of a session must be what can have
 * come of the oldest write that a leader was asked for; then it is its answer. After a change of
 * leader the new one's history settles in the same way what became of the old one's requests; what
 * is left when a barrier through the new leader has returned cannot be in any history any more, and
 * is asked for again in its order (I-SES-5).
 */
final class LocalSessions {
    /** A sync that the leader has; the member's own barrier if there is no lane. */
    private record AskedSync(@Nullable Lane lane, Submission.@Nullable Sync sync) {}

    private static final AskedSync BARRIER = new AskedSync(null, null);

    private final Identity identity;
    private final Outbox outbox;
    private final LinkedHashMap<SessionId, Lane> lanes = new LinkedHashMap<>();
    private final Handshakes handshakes;
    private final ArrayDeque<AskedSync> syncs = new ArrayDeque<>();
    private final LinkedHashSet<SessionId> touched = new LinkedHashSet<>();
    private @Nullable Upstream upstream;
    private boolean settled;

    LocalSessions(Identity identity, Outbox outbox) {
        this.identity = identity;
        this.outbox = outbox;
        this.handshakes = new Handshakes(identity);
    }

    /** How many sessions have a connection here. */
    int size() {
        return lanes.size();
    }

    /** Takes what front {@code front} asks for. */
    void accept(int front, Submission submission) {
        switch (submission) {
            case Submission.Write write -> join(front, write.link(), write.session(), write);
            case Submission.Sync sync -> join(front, sync.link(), sync.session(), sync);
            case Submission.Connect connect -> {
                handshakes.add(front, connect);
                askHandshakes();
            }
            case Submission.Disconnected(long link, SessionId session)
                    when session.equals(SessionId.NONE) ->
                    handshakes.withdraw(front, link);
            case Submission.Disconnected(long link, SessionId session) -> {
                Lane lane = lanes.get(session);
                if (lane != null && lane.isAt(front, link)) {
                    lanes.remove(session);
                }
            }
            case Submission.Touched(List<SessionId> sessions, long _) -> touched.addAll(sessions);
        }
    }

    private void join(int front, long link, SessionId session, Submission submission) {
        Lane lane = lanes.get(session);
        if (lane == null || !lane.isAt(front, link)) {
            outbox.add(front, new Delivery.Detached(front, link));
            return;
        }
        lane.add(submission);
        pump(lane);
    }

    /** There is a leader, reached by {@code upstream}: what waits goes there. */
    void becomeServed(Upstream upstream) {
        this.upstream = upstream;
        if (upstream.knowsAttachments()) {
            detachUnproven();
        }
        if (hasAsked()) {
            syncs.add(BARRIER);
            upstream.sync(SessionId.NONE, 0, ZPath.ROOT);
        } else {
            settle(upstream);
        }
    }

    /**
     * Ends the connections from under a leader that is no Muster: its history does not tell whether
     * their sessions have gone on to another member.
     */
    void detachUnproven() {
        for (Lane lane : new ArrayList<>(lanes.values())) {
            if (lane.attachment == 0) {
                detach(lane);
            }
        }
    }

    /**
     * The sessions with a connection count as heard from when a leader is found: what was said of
     * them on the way to the one before may be lost.
     */
    void touchAll() {
        touched.addAll(lanes.keySet());
    }

    private boolean hasAsked() {
        return handshakes.isAsked() || lanes.values().stream().anyMatch(Lane::hasSent);
    }

    /** Whatever an earlier leader was asked for and is not answered never happened. */
    private void settle(Upstream leader) {
        settled = true;
        handshakes.askAgain(leader);
        for (Lane lane : new ArrayList<>(lanes.values())) {
            lane.rewind();
            pump(lane);
        }
        askHandshakes();
    }

    /** There is no leader any more. */
    void becomeUnserved() {
        if (upstream != null && !upstream.knowsAttachments()) {
            lanes.values().forEach(lane -> lane.attachment = 0);
        }
        upstream = null;
        settled = false;
        syncs.clear();
    }

    /** Every connection is being closed: nothing here is wanted any more. */
    void clear() {
        lanes.clear();
        handshakes.clear();
        // The leader answers syncs by their order alone: their places stay.
    }

    private void askHandshakes() {
        Upstream leader = upstream;
        if (leader == null || !settled) {
            return;
        }
        handshakes.ask(leader, this::refuse);
    }

    private void refuse(Handshakes.Asked asked) {
        outbox.add(asked.front(), new Delivery.Refused(asked.front(), asked.connect().link()));
    }

    private void pump(Lane lane) {
        Upstream leader = upstream;
        if (leader == null || !settled) {
            return;
        }
        for (Submission next = lane.next(); next != null; next = lane.next()) {
            lane.forwarded();
            switch (next) {
                case Submission.Write write -> {
                    if (!Lane.isAnsweredHere(write)) {
                        leader.write(lane, write);
                    }
                }
                case Submission.Sync sync -> {
                    syncs.add(new AskedSync(lane, sync));
                    leader.sync(sync.session(), sync.xid(), sync.path());
                }
                case Submission.Connect _, Submission.Disconnected _, Submission.Touched _ -> {}
            }
        }
        for (Submission.Write write = lane.takeAnsweredHere();
                write != null;
                write = lane.takeAnsweredHere()) {
            answer(lane, write.xid(), new Response.Refused(ErrorCode.MARSHALLING_ERROR));
        }
    }

    private void answer(Lane lane, int xid, Response response) {
        Reply reply = new Reply(lane.front, lane.link, xid, response);
        outbox.add(lane.front, new Delivery.Answered(reply));
    }

    /** The leader has answered the oldest sync. */
    void synced() {
        AskedSync oldest = syncs.poll();
        Upstream leader = upstream;
        if (oldest == null || leader == null) {
            return;
        }
        Lane lane = oldest.lane;
        Submission.Sync sync = oldest.sync;
        if (lane == null || sync == null) {
            settle(leader);
        } else if (lanes.get(lane.session) == lane) {
            if (lane.takeSync(sync)) {
                answer(lane, sync.xid(), new Response.Path(sync.path()));
                pump(lane);
            } else {
                detach(lane);
            }
        }
    }

    /** The leader says whether {@code session} may attach here. */
    void revalidated(SessionId session, boolean valid) {
        Upstream leader = upstream;
        if (leader == null || (valid && leader.knowsAttachments())) {
            // A Muster says yes by a transaction, which has come before this.
            return;
        }
        Handshakes.Asked asked = handshakes.takeAttaching(session);
        if (asked != null) {
            if (valid) {
                attach(session, asked, 0);
            } else {
                refuse(asked);
            }
        }
    }

    private void attach(SessionId session, Handshakes.Asked asked, long zxid) {
        Lane before = lanes.get(session);
        if (before != null) {
            detach(before);
        }
        Submission.Connect connect = asked.connect();
        Purpose.Place place = new Purpose.Place(asked.front(), connect.link());
        lanes.put(session, new Lane(session, place, connect.timeoutMs(), zxid));
        touched.add(session);
        outbox.add(
                asked.front(),
                new Delivery.Attached(
                        asked.front(),
                        connect.link(),
                        session,
                        connect.timeoutMs(),
                        identity.passwords().of(session)));
    }

    private void detach(Lane lane) {
        lanes.remove(lane.session);
        outbox.add(lane.front, new Delivery.Detached(lane.front, lane.link));
    }

    /** {@code logged} is committed and came to {@code applied}. */
    void committed(LoggedTxn logged, Applied applied) {
        TxnHeader header = logged.header();
        Txn txn = logged.txn();
        Lane lane = lanes.get(header.session());
        Submission.Write write = lane == null ? null : lane.takeWrite(header, txn);
        boolean moved = txn.equals(MOVED);
        Reply reply =
                lane == null || write == null || moved
                        ? null
                        : new Reply(lane.front, lane.link, write.xid(), applied.outcome());
        outbox.add(
                new Delivery.Committed(header.zxid(), applied.state(), applied.changes(), reply));
        switch (txn) {
            case Txn.CreateSession _ -> attached(header);
            case Txn.CloseSession _ -> {
                if (lane != null) {
                    lanes.remove(lane.session);
                    if (write == null) {
                        outbox.add(lane.front, new Delivery.Detached(lane.front, lane.link));
                    }
                }
                identity.passwords().forget(header.session());
            }
            default -> {
                if (lane != null && write != null && !moved) {
                    pump(lane);
                } else if (lane != null && (write != null || (!moved && isExact()))) {
                    detach(lane);
                }
            }
        }
    }

    private static final Txn MOVED = new Txn.Refused(ErrorCode.SESSION_MOVED.code());

    /**
     * Whether every transaction of a session here must have been asked for by its connection here.
     * A leader that is no Muster may still carry out what an older connection asked for.
     */
    private boolean isExact() {
        return upstream == null || upstream.knowsAttachments();
    }

    /** A session was opened, or came to a connection of some member. */
    private void attached(TxnHeader header) {
        SessionId session = header.session();
        long zxid = header.zxid().value();
        Handshakes.Asked asked = header.cxid() == 0 ? handshakes.takeOpening(session) : null;
        if (asked == null && header.cxid() == identity.attachmentMark()) {
            asked = handshakes.takeAttaching(session);
        }
        Lane lane = lanes.get(session);
        if (asked != null) {
            attach(session, asked, zxid);
        } else if (lane != null && header.cxid() == identity.attachmentMark()) {
            lane.attachment = zxid;
        } else if (lane != null) {
            detach(lane);
        }
    }

    /** The sessions heard from since the last time, with their timeouts. */
    List<TouchedSession> takeTouched(State state) {
        List<TouchedSession> all = new ArrayList<>(touched.size());
        for (SessionId session : touched) {
            Lane lane = lanes.get(session);
            OptionalInt timeoutMs =
                    lane == null ? state.session(session) : OptionalInt.of(lane.timeoutMs);
            if (timeoutMs.isPresent()) {
                all.add(new TouchedSession(session, timeoutMs.getAsInt()));
            }
        }
        touched.clear();
        return all;
    }

    // Change of office: what one role did not finish the next one takes up.

    /** {@code lane} is that of a session with a connection here. */
    void add(Lane lane) {
        lanes.put(lane.session, lane);
    }

    /** A leader was asked for {@code write}. */
    void addSent(int front, Submission.Write write) {
        addSent(front, write.session(), write.link(), write);
    }

    /** A leader was asked for {@code sync}. */
    void addSent(int front, Submission.Sync sync) {
        addSent(front, sync.session(), sync.link(), sync);
    }

    private void addSent(int front, SessionId session, long link, Submission submission) {
        Lane lane = lanes.get(session);
        if (lane != null && lane.isAt(front, link)) {
            lane.addSent(submission);
        }
    }

    /** A leader was asked to open {@code session} for this handshake. */
    void addOpening(int front, Submission.Connect connect, SessionId session) {
        handshakes.addOpening(front, connect, session);
    }

    /** A leader was asked to attach the session of this handshake. */
    void addAttaching(int front, Submission.Connect connect) {
        handshakes.addAttaching(new Handshakes.Asked(front, connect));
    }

    /** Visits the sessions with a connection here. */
    void forEachLane(Consumer<Lane> visitor) {
        lanes.values().forEach(visitor);
    }

    /** Visits what is not settled, each connection's in its order. */
    void forEachAsked(BiConsumer<Integer, Submission> visitor) {
        lanes.values().forEach(lane -> lane.forEach(visitor));
        handshakes.forEach(visitor);
    }
}
