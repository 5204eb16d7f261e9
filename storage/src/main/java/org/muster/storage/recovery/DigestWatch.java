package org.muster.storage.recovery;

import org.jspecify.annotations.Nullable;
import org.muster.model.TreeDigest;
import org.muster.model.Zxid;
import org.muster.storage.snapshot.SnapshotSummary;

/**
 * Compares the digests found on disk with those of the tree as it is rebuilt.
 *
 * <p>Muster's own digests must agree. The reference's may honestly be off (TTL nodes it took for
 * dead sessions, a default charset, an interrupted restore), so a difference there is told once,
 * and only a change of the difference is told again. While a snapshot that was taken during writes
 * is being completed, nothing can be compared.
 */
final class DigestWatch {

    /** What a comparison says. */
    sealed interface Result {
        /** Nothing to say. */
        record Fine() implements Result {}

        /** Worth telling, not worth refusing. */
        record Odd(String text) implements Result {}

        /** The state is not what was acknowledged. */
        record Wrong(String text) implements Result {}
    }

    private static final Result FINE = new Result.Fine();

    private Zxid pendingAt = Zxid.ZERO;
    private @Nullable TreeDigest pending;
    private long knownDifference;
    private boolean proofDue;

    /** A snapshot was loaded, {@code computed} is its tree's digest. */
    Result onSnapshot(SnapshotSummary summary, TreeDigest computed) {
        Zxid at = summary.digestAt();
        int order = at.compareTo(summary.name().zxid());
        TreeDigest written = summary.digest();
        if (at.value() == 0) {
            // The reference writes zeros when it has applied nothing since its start.
            return FINE;
        }
        if (order > 0) {
            pendingAt = at;
            pending = written;
            return FINE;
        }
        return order == 0 ? compare(written, computed, "the snapshot") : FINE;
    }

    /** A record's digest must prove, whoever wrote it, that nothing before it is missing. */
    void demandProof() {
        proofDue = true;
    }

    /** The zxid that must be reached before the snapshot is whole; zero if it is. */
    Zxid pendingAt() {
        return pendingAt;
    }

    /**
     * A record was applied: {@code written} is what it says, {@code computed} what the tree says.
     */
    Result onRecord(Zxid zxid, @Nullable TreeDigest written, TreeDigest computed, boolean own) {
        if (pendingAt.value() != 0) {
            if (zxid.compareTo(pendingAt) < 0) {
                return FINE;
            }
            TreeDigest image = pending;
            boolean reached = zxid.equals(pendingAt);
            pendingAt = Zxid.ZERO;
            pending = null;
            if (reached && image != null) {
                return compare(image, computed, "the completed snapshot");
            }
        }
        if (written == null || written.version() != computed.version()) {
            return FINE;
        }
        boolean equal = written.value() == computed.value();
        if (!equal && (own || proofDue)) {
            return new Result.Wrong("the tree's digest differs from the one that was logged");
        }
        proofDue = false;
        return compare(written, computed, "a record of another server");
    }

    private Result compare(@Nullable TreeDigest written, TreeDigest computed, String whose) {
        if (written == null || written.version() != computed.version()) {
            return FINE;
        }
        long difference = written.value() - computed.value();
        if (difference == knownDifference) {
            return FINE;
        }
        knownDifference = difference;
        return difference == 0
                ? FINE
                : new Result.Odd("the tree's digest differs from that of " + whose);
    }
}
