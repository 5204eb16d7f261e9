package org.muster.zab;

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
}
