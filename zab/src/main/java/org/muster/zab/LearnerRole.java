package org.muster.zab;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Epoch;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.Beat;
import org.muster.model.peer.Feature;
import org.muster.model.peer.Features;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.LearnerInfo;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Notification;
import org.muster.model.peer.UnknownMessage;
import org.muster.zab.ZabStart.Standing;

/**
 * Following or observing, from the end of the election on: promise the leader's epoch, take over
 * its history, then log what it proposes and apply what it commits.
 *
 * <p>Proposals go to the log as they come; none is acknowledged before the whole initial history
 * is, and nothing is delivered before the leader says that a quorum holds that history.
 */
final class LearnerRole implements Role {
    private static final long NS_PER_MS = 1_000_000;

    /**
     * A leader that is a reference server decides 200 ms later than its followers and takes some
     * more to listen. Who gives it up before leaves it waiting for a quorum for initLimit.
     */
    private static final long CONNECT_PATIENCE_NS = 1_000 * NS_PER_MS;

    private static final long CONNECT_PAUSE_NS = 100 * NS_PER_MS;
    private static final long NO_LINK = -1;

    /** How far the learner is. */
    private enum Stage {
        /** The leader is dialled. */
        CONNECTING,
        /** It knows who this member is. */
        GREETED,
        /** Its epoch is promised; the initial history comes. */
        PROMISED,
        /** It is complete, and on its way to the disk. */
        PERSISTING,
        /** It is acknowledged. */
        ACCEPTED,
        /** The member is served. */
        ACTIVE
    }

    private final Ledger ledger;
    private final Electorate electorate;
    private final Turnover turnover;
    private final ServerId leader;
    private final boolean observer;
    private final Reception reception;
    private final Pulse pulse;
    private Stage stage = Stage.CONNECTING;
    private long link = NO_LINK;
    private Features agreed = Features.NONE;
    private boolean leaderIsMuster;
    private Epoch epoch = Epoch.ZERO;

    /** The end of the initial history. */
    private Zxid initialLast = Zxid.ZERO;

    private Zxid acked = Zxid.ZERO;

    /** Whether a quorum holds the initial history. */
    private boolean upToDate;

    private long retryNs;

    LearnerRole(
            Ledger ledger,
            Electorate electorate,
            Turnover turnover,
            ServerId leader,
            boolean observer) {
        this.ledger = ledger;
        this.electorate = electorate;
        this.turnover = turnover;
        this.leader = leader;
        this.observer = observer;
        this.reception = new Reception(ledger);
        this.pulse = new Pulse(ledger);
    }

    @Override
    public void enter(Now now, ZabEffects out) {
        ledger.promises.follow(out);
        pulse.heard(now);
        dial(out);
    }

    private void dial(ZabEffects out) {
        retryNs = Long.MAX_VALUE;
        out.connect(leader);
    }

    @Override
    public void step(Now now, ZabInput input, ZabEffects out) {
        switch (input) {
            case ZabInput.Connected(long fresh, ServerId of) -> connected(now, fresh, of, out);
            case ZabInput.ConnectFailed(ServerId of)
                    when of.equals(leader) && stage == Stage.CONNECTING ->
                    failedToConnect(now, out);
            case ZabInput.Closed(long gone) -> {
                if (gone == link) {
                    link = NO_LINK;
                    turnover.look(now, null, out);
                }
            }
            case ZabInput.LeaderSaid(long from, FromLeader message) -> {
                if (from == link) {
                    pulse.heard(now);
                    said(now, message, out);
                }
            }
            case ZabInput.HistoryReplaced _ -> replaced(now, out);
            case ZabInput.TruncateFailed _, ZabInput.SnapshotBroken _ ->
                    turnover.look(now, null, out);
            case ZabInput.LogSynced _, ZabInput.EpochsKept _ -> persistIfComplete(out);
            case ZabInput.Accepted(long stranger) -> out.disconnect(stranger);
            case ZabInput.Notified(Notification notification) -> {
                if (notification.state() == MemberState.LOOKING
                        && ledger.isVoter(notification.sender())) {
                    pulse.alarm();
                }
            }
            case ZabInput.Tick _,
                    ZabInput.ConnectFailed _,
                    ZabInput.Reachable _,
                    ZabInput.LearnerSaid _,
                    ZabInput.LookedUp _ -> {}
        }
    }

    private void failedToConnect(Now now, ZabEffects out) {
        if (pulse.silentNs(now) >= CONNECT_PATIENCE_NS) {
            turnover.look(now, null, out);
        } else {
            retryNs = now.monotonicNs() + CONNECT_PAUSE_NS;
        }
    }

    private void connected(Now now, long fresh, ServerId of, ZabEffects out) {
        if (stage != Stage.CONNECTING || !of.equals(leader)) {
            out.disconnect(fresh);
            return;
        }
        link = fresh;
        stage = Stage.GREETED;
        pulse.heard(now);
        LearnerInfo info =
                new LearnerInfo(
                        ledger.promises.accepted(),
                        ledger.self(),
                        LearnerInfo.PROTOCOL,
                        ledger.config.membership().version(),
                        ledger.config.announcement());
        out.tellLeader(
                link,
                observer ? new FromLearner.ObserverInfo(info) : new FromLearner.FollowerInfo(info));
    }

    private void said(Now now, FromLeader message, ZabEffects out) {
        if (!(message instanceof Beat) && reception.mustWait(message)) {
            require(now, reception.tryHold(message, out), out);
            return;
        }
        boolean promised = stage.compareTo(Stage.PROMISED) >= 0;
        switch (message) {
            case FromLeader.LeaderInfo info -> asked(now, info, out);
            case FromLeader.Diff(Zxid zxid) ->
                    require(now, promised && reception.diff(zxid, out), out);
            case FromLeader.Trunc(Zxid zxid) ->
                    require(now, promised && reception.trunc(zxid, out), out);
            case FromLeader.Snap(Zxid zxid) ->
                    require(now, promised && reception.snap(zxid, out), out);
            case FromLeader.SnapshotPart(var records) ->
                    require(now, reception.snapshotPart(records, out), out);
            case FromLeader.SnapshotEnd _ -> require(now, reception.snapshotEnd(out), out);
            case FromLeader.Proposal(Zxid zxid, Bytes txn) ->
                    require(now, reception.proposed(zxid, txn, out), out);
            case FromLeader.Commit(Zxid zxid) -> committed(now, zxid, out);
            case FromLeader.CommitUpTo(Zxid zxid) -> committed(now, zxid, out);
            case FromLeader.CommitAndActivate(Zxid zxid, ServerId _) -> committed(now, zxid, out);
            case FromLeader.Inform(Zxid zxid, Bytes txn) -> informed(now, zxid, txn, out);
            case FromLeader.InformAndActivate(Zxid zxid, ServerId _, Bytes txn) ->
                    informed(now, zxid, txn, out);
            case FromLeader.NewLeader newLeader -> complete(now, newLeader, out);
            case FromLeader.UpToDate _ -> upToDate(now, out);
            case Beat beat -> out.tellLeader(link, pulse.answer(now, beat));
            case FromLeader.TakeOver(ServerId heir) -> {
                // It will not vote, and nobody need wait for it.
                electorate.suspect(now, leader, out);
                turnover.look(now, heir, out);
            }
            case FromLeader.Ping _, FromLeader.Revalidated _, FromLeader.Synced _ ->
                    passOn(message, out);
            case UnknownMessage _ -> {}
        }
    }

    private void passOn(FromLeader message, ZabEffects out) {
        if (stage == Stage.ACTIVE) {
            out.fromLeader(message);
        }
    }

    /** A leader that breaks the protocol is left; gives {@code fits}. */
    private boolean require(Now now, boolean fits, ZabEffects out) {
        if (!fits) {
            turnover.look(now, null, out);
        }
        return fits;
    }

    private void asked(Now now, FromLeader.LeaderInfo info, ZabEffects out) {
        Epoch promised = ledger.promises.accepted();
        boolean acceptable =
                stage == Stage.GREETED
                        && info.epoch().compareTo(promised) >= 0
                        && ledger.isPlausible(info.epoch());
        if (!require(now, acceptable, out)) {
            return;
        }
        if (info.announcement() != null) {
            leaderIsMuster = true;
            agreed = ledger.features().and(info.announcement().features());
        }
        epoch = info.epoch();
        stage = Stage.PROMISED;
        if (epoch.equals(promised)) {
            promise(null, out);
        } else {
            ledger.promises.accept(epoch, out, () -> promise(ledger.promises.current(), out));
        }
    }

    private void promise(@Nullable Epoch current, ZabEffects out) {
        out.tellLeader(link, ledger.promise(current, leaderIsMuster));
    }

    private void replaced(Now now, ZabEffects out) {
        if (reception.replaced()) {
            FromLeader next = reception.release();
            while (next != null && link != NO_LINK) {
                said(now, next, out);
                next = reception.release();
            }
        }
    }

    private void informed(Now now, Zxid zxid, Bytes txn, ZabEffects out) {
        if (require(now, reception.proposed(zxid, txn, out), out)) {
            committed(now, zxid, out);
        }
    }

    private void committed(Now now, Zxid zxid, ZabEffects out) {
        if (!require(now, reception.committed(zxid), out)) {
            return;
        }
        if (stage == Stage.ACTIVE) {
            ledger.history.deliver(reception.committed(), out::deliver);
        } else {
            serveIfCommitted(now, out);
        }
    }

    /** The initial history is complete: to the disk with it, then the epoch, then the word. */
    private void complete(Now now, FromLeader.NewLeader newLeader, ZabEffects out) {
        boolean inTime = stage == Stage.PROMISED && reception.isGrowing();
        boolean fits = inTime && newLeader.epoch().equals(epoch);
        if (require(now, fits, out)) {
            stage = Stage.PERSISTING;
            initialLast = ledger.history.last();
            // What is committed by now counts as acknowledged with the initial history.
            acked = reception.committed();
            persistIfComplete(out);
        }
    }

    private void persistIfComplete(ZabEffects out) {
        boolean durable = ledger.history.synced().compareTo(initialLast) >= 0;
        if (stage == Stage.PERSISTING && durable && ledger.promises.isIdle()) {
            ledger.promises.enter(epoch, out, () -> accept(out));
        }
    }

    private void accept(ZabEffects out) {
        stage = Stage.ACCEPTED;
        ledger.wantsAll = false;
        out.tellLeader(link, new FromLearner.Ack(epoch.start()));
    }

    private void upToDate(Now now, ZabEffects out) {
        if (!require(now, stage == Stage.ACCEPTED, out)) {
            return;
        }
        upToDate = true;
        if (!leaderIsMuster) {
            out.tellLeader(link, new FromLearner.Ack(epoch.start()));
        }
        serveIfCommitted(now, out);
    }

    /**
     * After a restart the state shows the whole log; if the last of it is not committed yet, nobody
     * may see it.
     */
    private void serveIfCommitted(Now now, ZabEffects out) {
        if (!upToDate || reception.committed().compareTo(ledger.history.delivered()) < 0) {
            return;
        }
        stage = Stage.ACTIVE;
        ledger.history.deliver(reception.committed(), out::deliver);
        electorate.established(epoch);
        // Without attachments in its requests the leader cannot tell whose sessions moved where.
        boolean continuous = ledger.continuous && agreed.has(Feature.ATTACHMENTS);
        ledger.continuous = true;
        out.enter(new ZabPhase.Following(leader, epoch, link, !observer, agreed, continuous));
        if (ledger.promises.standing() == Standing.SUSPECT) {
            becomeIntact(now, out);
        }
    }

    /** What was damaged or forgotten is here again: from now on this member's word counts. */
    void becomeIntact(Now now, ZabEffects out) {
        if (stage == Stage.ACTIVE) {
            ledger.promises.becomeIntact(out, () -> turnover.look(now, null, out));
        }
    }

    @Override
    public void tick(Now now, ZabEffects out) {
        if (stage == Stage.CONNECTING && now.monotonicNs() - retryNs >= 0) {
            dial(out);
        }
        if (pulse.isLost(now, stage == Stage.ACTIVE, stage == Stage.PROMISED)) {
            electorate.suspect(now, leader, out);
            turnover.look(now, null, out);
        }
    }

    /** Acknowledges what the disk has got meanwhile. */
    @Override
    public void endTurn(Now now, ZabEffects out) {
        Zxid synced = ledger.history.synced();
        boolean mayAck =
                stage == Stage.ACTIVE || (stage == Stage.ACCEPTED && (leaderIsMuster || upToDate));
        if (!mayAck || observer || synced.compareTo(acked) <= 0) {
            return;
        }
        if (agreed.has(Feature.CUMULATIVE_ACKS)) {
            out.tellLeader(link, new FromLearner.AckUpTo(synced));
        } else {
            // What memory has let go of is committed, and nobody waits for its acknowledgement.
            Zxid known = ledger.history.start();
            Zxid from = acked.compareTo(known) > 0 ? acked : known;
            for (var entry : ledger.history.between(from, synced)) {
                out.tellLeader(link, new FromLearner.Ack(entry.zxid()));
            }
        }
        acked = synced;
    }

    @Override
    public void leave(ZabEffects out) {
        if (link != NO_LINK) {
            out.disconnect(link);
            link = NO_LINK;
        }
    }

    @Override
    public ZabReport report() {
        String step =
                switch (stage) {
                    case CONNECTING, GREETED -> "discovery";
                    case PROMISED, PERSISTING, ACCEPTED -> "synchronization";
                    case ACTIVE -> "broadcast";
                };
        return Reports.of(ledger, step, leader, List.of());
    }
}
