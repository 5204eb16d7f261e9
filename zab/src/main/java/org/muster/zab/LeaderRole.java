package org.muster.zab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.model.Bytes;
import org.muster.model.Invariant;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.Beat;
import org.muster.model.peer.Feature;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.LearnerInfo;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Notification;
import org.muster.model.peer.UnknownMessage;

/**
 * Leading, from the end of the election on: agree on an epoch with a quorum, bring a quorum to the
 * initial history, then broadcast. Learners may come at any time and go through the same steps.
 */
final class LeaderRole implements Role, Discovery.Listener {
    private static final long NS_PER_MS = 1_000_000;

    private final Ledger ledger;
    private final Electorate electorate;
    private final Turnover turnover;
    private final LinkedHashMap<Long, Learner> learners = new LinkedHashMap<>();
    private final Discovery discovery;
    private final Vigil vigil;
    private final TreeSet<ServerId> holders = new TreeSet<>();
    private final Desertion desertion;
    private final long deadlineNs;
    private @Nullable Broadcast broadcast;
    private @Nullable Retirement retirement;

    LeaderRole(Ledger ledger, Electorate electorate, Turnover turnover, Now now) {
        this.ledger = ledger;
        this.electorate = electorate;
        this.turnover = turnover;
        this.discovery = new Discovery(ledger, learners, this);
        this.desertion = new Desertion(ledger, discovery);
        this.vigil = new Vigil(ledger, learners.values(), now);
        this.deadlineNs =
                ledger.clock.at(now.monotonicNs()) + ledger.config.timing().initMs() * NS_PER_MS;
    }

    @Override
    public void enter(Now now, ZabEffects out) {
        discovery.begin(out);
    }

    @Override
    public void step(Now now, ZabInput input, ZabEffects out) {
        switch (input) {
            case ZabInput.Accepted(long link) ->
                    learners.put(link, new Learner(link, ledger.clock.at(now.monotonicNs())));
            case ZabInput.Closed(long link) -> {
                Learner gone = learners.remove(link);
                if (gone != null) {
                    lost(gone, out);
                }
            }
            case ZabInput.LearnerSaid(long link, FromLearner message) -> {
                Learner learner = learners.get(link);
                if (learner != null) {
                    vigil.heard(learner, now);
                    said(now, learner, message, out);
                }
            }
            case ZabInput.LookedUp(long link, Zxid _, var floor) -> {
                Learner learner = learners.get(link);
                if (learner != null && learner.stage == Learner.Stage.SOUGHT) {
                    catchUp().lookedUp(learner, floor, sealed(), out);
                }
            }
            case ZabInput.LogSynced _ -> advance(out);
            case ZabInput.Notified(Notification notification) -> heardOf(now, notification, out);
            case ZabInput.Reachable(ServerId peer, boolean reachable) -> {
                if (!reachable) {
                    deserted(now, peer, out);
                }
            }
            case ZabInput.Connected(long link, ServerId _) -> out.disconnect(link);
            case ZabInput.Tick _,
                    ZabInput.ConnectFailed _,
                    ZabInput.LeaderSaid _,
                    ZabInput.EpochsKept _,
                    ZabInput.HistoryReplaced _,
                    ZabInput.TruncateFailed _,
                    ZabInput.SnapshotBroken _ -> {}
        }
    }

    private void said(Now now, Learner learner, FromLearner message, ZabEffects out) {
        switch (message) {
            case FromLearner.FollowerInfo(var info) -> greeted(now, learner, info, false, out);
            case FromLearner.ObserverInfo(var info) -> greeted(now, learner, info, true, out);
            case FromLearner.AckEpoch ack -> {
                if (!discovery.acked(learner, ack, out)) {
                    drop(learner, out);
                }
            }
            case FromLearner.Ack(Zxid zxid) -> acked(learner, zxid, out);
            case FromLearner.AckUpTo(Zxid zxid) -> acked(learner, zxid, out);
            case Beat beat -> {
                vigil.beat(learner, beat, now, out);
                passOn(learner, beat, out);
            }
            case FromLearner.PingReply reply -> {
                vigil.pong(learner, reply.zxid(), out);
                passOn(learner, reply, out);
            }
            case FromLearner.Request request -> passOn(learner, request, out);
            case FromLearner.Revalidate revalidate -> passOn(learner, revalidate, out);
            case UnknownMessage _ -> {}
        }
    }

    private void greeted(
            Now now, Learner learner, LearnerInfo info, boolean observer, ZabEffects out) {
        Learner before = discovery.find(info.sid());
        if (!discovery.greeted(learner, info, observer, out)) {
            drop(learner, out);
            return;
        }
        if (before != null) {
            // The newest connection of a server is the one it knows of.
            drop(before, out);
        }
        if (broadcast != null && learner.votes && discovery.isBeyond(info.accepted())) {
            stepAside(now, out);
        }
    }

    private void passOn(Learner learner, FromLearner message, ZabEffects out) {
        if (broadcast != null && learner.takesPart()) {
            out.fromLearner(learner.link, learner.id, message);
        }
    }

    @Override
    public void entered(ZabEffects out) {
        for (Learner learner : List.copyOf(learners.values())) {
            if (learner.stage == Learner.Stage.PROMISED) {
                synchronise(learner, out);
            }
        }
        heldBy(ledger.self(), out);
    }

    @Override
    public void promised(Learner learner, ZabEffects out) {
        synchronise(learner, out);
    }

    /** Gives up an office that works, so that a voter can follow again; not often. */
    private void stepAside(Now now, ZabEffects out) {
        long nowNs = now.monotonicNs();
        if (nowNs - ledger.steppedAsideNs > ledger.config.timing().initMs() * NS_PER_MS) {
            ledger.steppedAsideNs = nowNs;
            turnover.look(now, null, out);
        }
    }

    private void synchronise(Learner learner, ZabEffects out) {
        catchUp().begin(learner, sealed(), out);
    }

    private CatchUp catchUp() {
        return new CatchUp(ledger, discovery.epoch());
    }

    /** Up to here the history is committed, or will be before anybody is served. */
    private Zxid sealed() {
        return broadcast == null ? ledger.history.last() : broadcast.committed();
    }

    private void acked(Learner learner, Zxid zxid, ZabEffects out) {
        if (zxid.counter() == 0) {
            if (learner.stage == Learner.Stage.SYNCING && zxid.equals(discovery.epoch().start())) {
                learner.stage = Learner.Stage.READY;
                learner.acked = max(learner.acked, learner.initial);
                if (broadcast != null) {
                    activate(learner, out);
                    // Its proposals may have been acknowledged before.
                    advance(out);
                } else if (learner.votes) {
                    heldBy(learner.id, out);
                }
            }
            return;
        }
        if (!learner.takesPart() || learner.observer || zxid.compareTo(learner.sent) > 0) {
            drop(learner, out);
            return;
        }
        learner.acked = max(learner.acked, zxid);
        advance(out);
    }

    private static Zxid max(Zxid a, Zxid b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private void heldBy(ServerId voter, ZabEffects out) {
        holders.add(voter);
        if (broadcast == null && ledger.isQuorum(holders::contains)) {
            establish(out);
        }
    }

    /** A quorum holds the initial history: it is committed, and clients may be served. */
    private void establish(ZabEffects out) {
        Zxid last = ledger.history.last();
        broadcast = new Broadcast(ledger, learners.values(), last);
        ledger.history.deliver(last, out::deliver);
        electorate.established(discovery.epoch());
        ledger.continuous = true;
        out.enter(new ZabPhase.Leading(discovery.epoch()));
        for (Learner learner : learners.values()) {
            if (learner.stage == Learner.Stage.READY) {
                activate(learner, out);
            }
        }
    }

    private static void activate(Learner learner, ZabEffects out) {
        learner.stage = Learner.Stage.ACTIVE;
        out.tellLearner(learner.link, new FromLeader.UpToDate());
    }

    private void advance(ZabEffects out) {
        if (broadcast != null) {
            broadcast.advance(out);
        }
    }

    private void drop(Learner learner, ZabEffects out) {
        if (learners.remove(learner.link) != null) {
            out.disconnect(learner.link);
            lost(learner, out);
        }
    }

    private void lost(Learner learner, ZabEffects out) {
        if (broadcast != null && learner.takesPart()) {
            out.learnerGone(learner.link, learner.id);
        }
    }

    /** A voter that looks on in a later round has not followed this member. */
    private void heardOf(Now now, Notification notification, ZabEffects out) {
        if (notification.state() == MemberState.LOOKING
                && notification.electionEpoch() > electorate.round()) {
            deserted(now, notification.sender(), out);
        }
    }

    private void deserted(Now now, ServerId voter, ZabEffects out) {
        if (broadcast == null && !desertion.isBearable(voter)) {
            turnover.look(now, null, out);
        }
    }

    /** What the next proposal gets. */
    Zxid nextZxid() {
        Zxid last = ledger.history.last();
        return last.epoch() == discovery.epoch().value()
                ? last.next()
                : Zxid.of((int) discovery.epoch().value(), 1);
    }

    /** Whether this member may propose now. */
    boolean mayPropose() {
        return broadcast != null
                && retirement == null
                && (ledger.history.last().epoch() != discovery.epoch().value()
                        || ledger.history.last().counter() != ledger.config.limits().lastCounter());
    }

    /** Proposes. */
    void propose(Zxid zxid, Bytes txn, ZabEffects out) {
        Invariant.require(mayPropose(), "only an established leader proposes");
        Invariant.require(zxid.equals(nextZxid()), "the next zxid is proposed");
        Invariant.present(broadcast, "established").propose(zxid, txn, out);
    }

    /** Asks for a sign that a quorum follows. */
    void confirm(Now now, long token, ZabEffects out) {
        vigil.confirm(now, token, out);
    }

    /** Begins to leave. */
    void retire(Now now) {
        if (retirement == null) {
            retirement = new Retirement(ledger, learners.values(), now);
        }
    }

    @Override
    public void tick(Now now, ZabEffects out) {
        for (Learner silent : vigil.silent(now)) {
            drop(silent, out);
        }
        vigil.tick(now, ledger.history.last(), out);
        boolean late = ledger.clock.at(now.monotonicNs()) > deadlineNs;
        boolean exhausted = broadcast != null && retirement == null && !mayPropose();
        if (broadcast == null ? late : !vigil.hasQuorum(now)) {
            turnover.look(now, null, out);
        } else if (exhausted && ledger.history.delivered().equals(ledger.history.last())) {
            // The counter is used up: the next epoch begins with a new one.
            turnover.look(now, null, out);
        }
    }

    @Override
    public void endTurn(Now now, ZabEffects out) {
        if (broadcast == null) {
            return;
        }
        broadcast.flush(out);
        vigil.endTurn(now, ledger.history.last(), out);
        if (retirement != null) {
            retire(now, retirement, out);
        }
    }

    private void retire(Now now, Retirement leaving, ZabEffects out) {
        Retirement.Step step = leaving.step(now);
        if (step instanceof Retirement.Step.HandOver(ServerId heir)) {
            for (Learner learner : learners.values()) {
                if (learner.agreed.has(Feature.TAKE_OVER)) {
                    out.tellLearner(learner.link, new FromLeader.TakeOver(heir));
                }
            }
        }
        if (!(step instanceof Retirement.Step.Wait)) {
            ledger.retired = true;
            turnover.look(now, null, out);
        }
    }

    @Override
    public void leave(ZabEffects out) {
        for (Learner learner : List.copyOf(learners.values())) {
            out.disconnect(learner.link);
        }
        learners.clear();
    }

    @Override
    public ZabReport report() {
        String step =
                broadcast != null
                        ? "broadcast"
                        : discovery.isOver() ? "synchronization" : "discovery";
        return Reports.of(ledger, step, ledger.self(), Reports.of(learners.values()));
    }
}
