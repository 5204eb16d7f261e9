package org.muster.storage.recovery;

import java.util.List;
import org.muster.storage.log.BadShape;

/**
 * Decides what a bad frame means: the first row that fits wins.
 *
 * <p>The bias is that of a witness: unless it is proven that nobody was ever told that the bytes
 * are safe, they count as lost.
 */
final class BadFrameTable {

    /** The first whole record behind the bad frame in the same file. */
    enum Later {
        /** There is none. */
        NONE,
        /** It is the very next transaction: nothing is missing between. */
        CONTINUES,
        /** What is missing before it is in the snapshot that was loaded. */
        COVERED,
        /** It and all behind it say that nothing from the bad frame on had been synced. */
        UNACKNOWLEDGED,
        /** Transactions between are missing. */
        OTHER
    }

    /**
     * What is known about a bad frame.
     *
     * @param newest whether no later file has a record
     * @param nextContinues whether the next file begins with the very next transaction
     * @param shape as {@code LogFileReader} sees it
     * @param own whether Muster wrote this file and nobody else was here since
     * @param markedSynced whether the sync mark vouches for a record that should lie here, or
     *     anywhere behind the last good one unless the next file has it
     */
    record Evidence(
            boolean newest,
            boolean nextContinues,
            Later later,
            BadShape shape,
            boolean own,
            boolean markedSynced) {}

    /** A dash fits anything. */
    private static final String TABLE =
            """
            newest next-continues later          shape          own  marked-synced verdict
            -      -              COVERED        -              -    -             COVERED
            false  true           -              -              -    false         SUPERSEDED
            -      -              CONTINUES      -              -    -             SALVAGEABLE
            -      -              -              -              -    true          SUSPECT
            false  false          -              -              -    false         SUSPECT
            true   -              UNACKNOWLEDGED -              -    false         TORN
            true   -              OTHER          -              -    false         SUSPECT
            true   -              NONE           CUT            -    false         TORN
            true   -              NONE           SECTOR_MISSING true false         TORN
            -      -              -              -              -    -             SUSPECT
            """;

    private static final List<List<String>> ROWS =
            TABLE.lines().skip(1).map(line -> List.of(line.split(" +"))).toList();

    private BadFrameTable() {}

    /** The verdict on {@code evidence}. */
    static Verdict decide(Evidence evidence) {
        List<String> facts =
                List.of(
                        String.valueOf(evidence.newest()),
                        String.valueOf(evidence.nextContinues()),
                        evidence.later().name(),
                        evidence.shape().name(),
                        String.valueOf(evidence.own()),
                        String.valueOf(evidence.markedSynced()));
        for (List<String> row : ROWS) {
            if (fits(row, facts)) {
                return Verdict.valueOf(row.getLast());
            }
        }
        return Verdict.SUSPECT;
    }

    private static boolean fits(List<String> row, List<String> facts) {
        for (int i = 0; i < facts.size(); i++) {
            if (!row.get(i).equals("-") && !row.get(i).equals(facts.get(i))) {
                return false;
            }
        }
        return true;
    }
}
