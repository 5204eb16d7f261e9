package org.muster.client;

import java.util.List;
import java.util.function.Function;
import org.muster.model.Zxid;

/** What became of a transaction: all of it was applied, or nothing. */
public sealed interface TxnResult {

    /** All was applied, as the transaction {@code zxid} or an earlier one. */
    record Committed(List<OpResult> results, Zxid zxid) implements TxnResult {}

    /** Nothing was: the operation at {@code failedIndex}, from 0 on, was refused. */
    record Aborted(int failedIndex, MusterException cause) implements TxnResult {}

    /** One of two values, depending on what became of it. */
    default <R> R fold(
            Function<? super Committed, ? extends R> ifCommitted,
            Function<? super Aborted, ? extends R> ifAborted) {
        if (this instanceof Committed committed) {
            return ifCommitted.apply(committed);
        }
        return ifAborted.apply((Aborted) this);
    }

    /**
     * The results.
     *
     * @throws MusterException why it was aborted, if it was
     */
    default List<OpResult> orThrow() {
        return fold(
                Committed::results,
                aborted -> {
                    throw aborted.cause();
                });
    }
}
