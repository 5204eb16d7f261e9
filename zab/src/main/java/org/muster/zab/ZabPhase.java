package org.muster.zab;

import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.peer.Features;

/** What a member may do, as its replica needs to know it. */
public sealed interface ZabPhase {

    /** There is no leader, or none that this member is synchronised with: nobody is served. */
    record Looking() implements ZabPhase {
        /** The only one. */
        public static final Looking INSTANCE = new Looking();
    }

    /** This member leads: it may propose, from {@code epoch}'s first zxid on. */
    record Leading(Epoch epoch) implements ZabPhase {}

    /**
     * This member is synchronised with a leader.
     *
     * @param link the connection to it
     * @param votes whether this member is one of those whose acknowledgements count
     * @param agreed what both may use of Muster's own; nothing from a leader that is no Muster
     * @param continuous whether the history only grew since the last phase with a leader, so that
     *     clients may stay connected
     */
    record Following(
            ServerId leader,
            Epoch epoch,
            long link,
            boolean votes,
            Features agreed,
            boolean continuous)
            implements ZabPhase {}
}
