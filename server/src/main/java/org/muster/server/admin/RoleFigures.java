package org.muster.server.admin;

import java.util.List;
import java.util.Optional;
import org.muster.model.ServerId;
import org.muster.model.peer.Membership;
import org.muster.replica.core.CoreReport;
import org.muster.server.config.Ensemble;
import org.muster.zab.ZabPhase;
import org.muster.zab.ZabReport;
import org.muster.zab.ZabReport.LearnerReport;

/**
 * What a server is in its ensemble, in the words of the reference.
 *
 * @param mode {@code standalone}, {@code leader}, {@code follower} or {@code observer}
 * @param peer only of a member of an ensemble
 */
record RoleFigures(String mode, Optional<PeerFigures> peer) {
    /** Of a server that is no member of an ensemble. */
    static final RoleFigures STANDALONE = new RoleFigures("standalone", Optional.empty());

    /**
     * Of a member.
     *
     * @param state what it does, and how far it is
     * @param leader whom it observes, if it does
     * @param voters how many vote
     * @param learners of a leader
     */
    record PeerFigures(
            String state,
            Optional<ServerId> leader,
            int voters,
            Optional<LearnerCounts> learners) {}

    /** How many learners a leader has, and how many of each kind take part in the broadcast. */
    record LearnerCounts(int all, int followers, int observers, int others) {}

    /** What {@code report} says of a server with this configuration. */
    static RoleFigures of(Optional<Ensemble> ensemble, CoreReport report) {
        if (ensemble.isEmpty()) {
            return STANDALONE;
        }
        Membership membership = ensemble.get().members().membership();
        boolean observes = membership.observers().contains(ensemble.get().self());
        int voters = membership.voters().size();
        return switch (report.phase()) {
            case ZabPhase.Leading _ ->
                    new RoleFigures(
                            "leader",
                            Optional.of(
                                    new PeerFigures(
                                            "leading - broadcast",
                                            Optional.empty(),
                                            voters,
                                            Optional.of(counts(report.ensemble(), membership)))));
            case ZabPhase.Following following ->
                    new RoleFigures(
                            observes ? "observer" : "follower",
                            Optional.of(
                                    new PeerFigures(
                                            (observes ? "observing" : "following") + " - broadcast",
                                            observes
                                                    ? Optional.of(following.leader())
                                                    : Optional.empty(),
                                            voters,
                                            Optional.empty())));
            case ZabPhase.Looking _ ->
                    new RoleFigures(
                            "looking",
                            Optional.of(
                                    new PeerFigures(
                                            "looking",
                                            Optional.empty(),
                                            voters,
                                            Optional.empty())));
        };
    }

    private static LearnerCounts counts(ZabReport report, Membership membership) {
        List<LearnerReport> synced =
                report.learners().stream().filter(LearnerReport::synced).toList();
        int followers = 0;
        int observers = 0;
        for (LearnerReport learner : synced) {
            if (learner.observer()) {
                observers++;
            } else if (membership.voters().contains(learner.learner())) {
                followers++;
            }
        }
        return new LearnerCounts(
                report.learners().size(),
                followers,
                observers,
                synced.size() - followers - observers);
    }
}
