package org.muster.state.prepare;

import org.muster.model.txn.Txn;
import org.muster.state.Applied;

/**
 * A request that has become a transaction.
 *
 * @param txn what is logged; a refusal is logged too
 * @param applied what it does to the state it was prepared on
 */
public record Prepared(Txn txn, Applied applied) {}
