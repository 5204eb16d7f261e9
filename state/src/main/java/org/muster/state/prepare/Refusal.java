package org.muster.state.prepare;

import org.muster.model.ErrorCode;
import org.muster.model.txn.Txn;

/** Refused writes as transactions. */
final class Refusal {
    private Refusal() {}

    static Txn of(ErrorCode code) {
        return new Txn.Refused(code.code());
    }
}
