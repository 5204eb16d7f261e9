package org.muster.zab;

import java.util.TreeSet;
import org.muster.model.ServerId;

/**
 * The voters that have not followed a prospective leader: they look on in a later round, or cannot
 * be reached. It waits for no quorum that cannot come any more.
 */
final class Desertion {
    private final Ledger ledger;
    private final Discovery discovery;
    private final TreeSet<ServerId> deserters = new TreeSet<>();

    Desertion(Ledger ledger, Discovery discovery) {
        this.ledger = ledger;
        this.discovery = discovery;
    }

    /** {@code voter} seems not to follow; whether a quorum follows or may still do so. */
    boolean isBearable(ServerId voter) {
        deserters.add(voter);
        return ledger.isQuorum(
                candidate -> !deserters.contains(candidate) || discovery.find(candidate) != null);
    }
}
