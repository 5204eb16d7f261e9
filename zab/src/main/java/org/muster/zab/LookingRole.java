package org.muster.zab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.peer.Vote;

/**
 * Looking for a leader. The vote is what a restart would find, so it waits until the log and the
 * epochs of the role before are safe.
 *
 * <p>A peer may know earlier than this member that it is the leader, and come as a learner: what it
 * says waits for the decision.
 */
final class LookingRole implements Role {
    /** More than any ensemble has members; beyond it guests are sent away. */
    private static final int MAX_HELD = 256;

    private final Ledger ledger;
    private final Electorate electorate;
    private final @Nullable ServerId heir;
    private final List<ZabInput> held = new ArrayList<>();
    private boolean looking;

    /** Whether it is being made durable that this member may vote though it is empty. */
    private boolean beginning;

    /** Looks; {@code heir} is whom the last leader has named, if it has. */
    LookingRole(Ledger ledger, Electorate electorate, @Nullable ServerId heir) {
        this.ledger = ledger;
        this.electorate = electorate;
        this.heir = heir;
    }

    @Override
    public void enter(Now now, ZabEffects out) {
        out.enter(ZabPhase.Looking.INSTANCE);
        lookIfSettled(now, out);
    }

    @Override
    public void step(Now now, ZabInput input, ZabEffects out) {
        switch (input) {
            case ZabInput.Accepted(long link) -> {
                if (held.size() < MAX_HELD) {
                    held.add(input);
                } else {
                    out.disconnect(link);
                }
            }
            case ZabInput.LearnerSaid(long link, var _) -> {
                if (held.size() < MAX_HELD && isHeld(link)) {
                    held.add(input);
                }
            }
            case ZabInput.Closed(long link) -> held.removeIf(earlier -> isOf(link, earlier));
            case ZabInput.Connected(long link, ServerId _) -> out.disconnect(link);
            default -> {}
        }
        goOn(now, out);
    }

    private boolean isHeld(long link) {
        return held.stream().anyMatch(earlier -> isOf(link, earlier));
    }

    private static boolean isOf(long link, ZabInput input) {
        return switch (input) {
            case ZabInput.Accepted(long of) -> of == link;
            case ZabInput.LearnerSaid(long of, var _) -> of == link;
            default -> false;
        };
    }

    /** What guests have said, for the leader that this member has become. */
    List<ZabInput> takeHeld() {
        List<ZabInput> taken = List.copyOf(held);
        held.clear();
        return taken;
    }

    @Override
    public void tick(Now now, ZabEffects out) {
        goOn(now, out);
    }

    private void goOn(Now now, ZabEffects out) {
        lookIfSettled(now, out);
        beginIfAllAreBlank(out);
    }

    /** A new ensemble: nobody holds anything, so an empty member has lost nothing that counts. */
    private void beginIfAllAreBlank(ZabEffects out) {
        if (beginning
                || ledger.promises.standing() != ZabStart.Standing.EMPTY
                || !electorate.isAllBlank()) {
            return;
        }
        beginning = true;
        ledger.promises.becomeIntact(
                out,
                () -> {
                    beginning = false;
                    looking = false;
                });
    }

    /**
     * Whether a decision of the election is to be followed. One that comes while this member gets
     * its vote is not: it looks again with it.
     */
    boolean mayDecide() {
        return !beginning;
    }

    @Override
    public void endTurn(Now now, ZabEffects out) {
        // Nothing gathers here.
    }

    @Override
    public void leave(ZabEffects out) {
        for (ZabInput input : held) {
            if (input instanceof ZabInput.Accepted(long link)) {
                out.disconnect(link);
            }
        }
        held.clear();
    }

    private void lookIfSettled(Now now, ZabEffects out) {
        if (looking || !ledger.isSettled()) {
            return;
        }
        looking = true;
        electorate.look(now, ownVote(), ledger.isBlank(), heir, out);
    }

    private Vote ownVote() {
        return ledger.votes()
                ? new Vote(ledger.self(), ledger.history.last(), ledger.promises.current())
                : Vote.NONE;
    }

    @Override
    public ZabReport report() {
        return Reports.of(ledger, looking ? "election" : "draining", null, List.of());
    }
}
