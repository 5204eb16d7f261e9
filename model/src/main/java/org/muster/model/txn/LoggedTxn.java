package org.muster.model.txn;

import org.jspecify.annotations.Nullable;
import org.muster.model.TreeDigest;

/** One record of the log, decoded; {@code digest} is the tree's after it, if it was written. */
public record LoggedTxn(TxnHeader header, Txn txn, @Nullable TreeDigest digest) {}
