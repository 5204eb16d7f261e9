package org.muster.storage.recovery;

import org.jspecify.annotations.Nullable;
import org.muster.model.Zxid;

/**
 * Why a server must not serve from what it found.
 *
 * @param file where it shows
 * @param offset at which byte, -1 if it is not one place
 * @param lastGood everything up to here is proven
 * @param firstAfter the first transaction found behind the damage, null if none was
 * @param nothingMissing whether all transactions are there and only alien bytes lie between
 */
public record Damage(
        String file,
        long offset,
        String reason,
        Zxid lastGood,
        @Nullable Zxid firstAfter,
        boolean nothingMissing) {

    /** Everything in a few words, for one line. */
    @Override
    public String toString() {
        return file
                + (offset < 0 ? "" : " at offset " + offset)
                + ": "
                + reason
                + "; last good zxid "
                + lastGood
                + (firstAfter == null
                        ? ", no whole transaction found after it"
                        : ", next transaction found after it " + firstAfter);
    }
}
