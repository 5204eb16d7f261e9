package org.muster.wire.txn;

import org.jspecify.annotations.Nullable;
import org.muster.model.txn.LoggedTxn;

/** A log record's payload, decoded; {@code trailer} only if Muster wrote one and it is intact. */
public record TxnRecord(LoggedTxn txn, @Nullable Trailer trailer) {}
