package org.muster.zab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.ServerId;

/** Puts together what operators see. */
final class Reports {
    private Reports() {}

    static ZabReport of(
            Ledger ledger,
            String step,
            @Nullable ServerId leader,
            List<ZabReport.LearnerReport> learners) {
        return new ZabReport(
                step,
                leader,
                ledger.promises.accepted(),
                ledger.promises.current(),
                ledger.promises.standing(),
                ledger.history.last(),
                ledger.history.synced(),
                ledger.history.delivered(),
                learners);
    }

    static List<ZabReport.LearnerReport> of(Collection<Learner> learners) {
        List<ZabReport.LearnerReport> reports = new ArrayList<>();
        for (Learner learner : learners) {
            reports.add(
                    new ZabReport.LearnerReport(
                            learner.link,
                            learner.id,
                            learner.observer,
                            learner.isServed(),
                            learner.acked));
        }
        return reports;
    }
}
