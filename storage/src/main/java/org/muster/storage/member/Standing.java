package org.muster.storage.member;

import java.util.List;
import org.muster.storage.meta.Doubt;
import org.muster.storage.meta.Epochs;
import org.muster.storage.recovery.Finding;
import org.muster.storage.recovery.Recovered;

/** What a member is worth to its ensemble, judged from its disk. */
public sealed interface Standing {

    /** What was found on the disk. */
    Recovered recovered();

    /** The epochs to go on with. */
    Epochs epochs();

    /** What must be remembered of it, whatever happens to the files. */
    Doubt doubt();

    /** What the operator should be told, in the order of discovery. */
    default List<Finding> findings() {
        return recovered().findings();
    }

    /** It holds everything it ever vouched for: it may vote. */
    record Intact(Recovered.Intact recovered, Epochs epochs) implements Standing {
        @Override
        public Doubt doubt() {
            return Doubt.NONE;
        }
    }

    /**
     * Its promises are known, but it may lack transactions that it acknowledged: it may only learn,
     * until an established leader has synchronised it.
     */
    record Suspect(String reason, Recovered recovered, Epochs epochs) implements Standing {
        @Override
        public Doubt doubt() {
            return Doubt.SUSPECT;
        }
    }

    /**
     * It holds nothing and cannot know whether it ever did: it may only learn, unless all voters
     * are empty.
     */
    record Empty(Recovered.Intact recovered) implements Standing {
        @Override
        public Epochs epochs() {
            return Epochs.ZERO;
        }

        @Override
        public Doubt doubt() {
            return Doubt.EMPTY;
        }
    }

    /**
     * It may have forgotten what it promised: it may only learn, until it is re-admitted.
     *
     * @param ownHistory whether what lies there is the beginning of this cluster's history
     */
    record Amnesiac(String reason, Recovered recovered, Epochs epochs, boolean ownHistory)
            implements Standing {
        @Override
        public Doubt doubt() {
            return Doubt.AMNESIAC;
        }
    }
}
