package org.muster.storage.member;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.storage.meta.Doubt;
import org.muster.storage.meta.EpochMemory;
import org.muster.storage.meta.Epochs;
import org.muster.storage.meta.Meta;
import org.muster.storage.recovery.Recovered;

/**
 * Judges a member's standing. The bias is that of {@code recovery}: unless it is proven that no
 * promise and no acknowledgement is lost, the member does not vote.
 */
public final class Judgement {
    private final Membership membership;
    private final Optional<Meta> meta;
    private final EpochMemory memory;
    private final boolean markPresent;

    /**
     * Judges from what lies beside the data.
     *
     * @param markPresent whether there is a sync mark: Muster was here
     */
    public Judgement(
            Membership membership, Optional<Meta> meta, EpochMemory memory, boolean markPresent) {
        this.membership = membership;
        this.meta = meta;
        this.memory = memory;
        this.markPresent = markPresent;
    }

    /** The standing of a member whose data are {@code recovered}. */
    public Standing of(Recovered recovered) {
        Epochs epochs = memory.epochs(last(recovered));
        if (isAnothers()) {
            String reason = "the data are those of another server or another cluster";
            return new Standing.Amnesiac(reason, recovered, new Epochs(0, 0), false);
        }
        if (memory.doubt().equals(Optional.of(Doubt.AMNESIAC))) {
            String reason = "it lost its memory earlier and has not been re-admitted";
            return new Standing.Amnesiac(reason, recovered, epochs, true);
        }
        if (recovered instanceof Recovered.Intact begun && holdsNothing(begun)) {
            return ofNothing(begun);
        }
        if (memory.doubt().equals(Optional.of(Doubt.EMPTY))) {
            String reason = "it was empty and has not been admitted since";
            return new Standing.Amnesiac(reason, recovered, epochs, true);
        }
        String forgotten = whatIsForgotten(recovered);
        if (forgotten != null) {
            return new Standing.Amnesiac(forgotten, recovered, epochs, true);
        }
        return switch (recovered) {
            case Recovered.Suspect suspect ->
                    new Standing.Suspect(suspect.damage().toString(), recovered, epochs);
            case Recovered.Intact intact -> ofWhole(intact, epochs);
        };
    }

    /**
     * Whether nothing is there; a first start that was interrupted leaves a part of what is kept.
     */
    private boolean holdsNothing(Recovered.Intact begun) {
        if (begun.last().value() > 0 || memory.isBeyondZero()) {
            return false;
        }
        boolean filesAreGone =
                begun.ending() == Recovered.Ending.EMPTY
                        && !memory.doubt().equals(Optional.of(Doubt.SUSPECT));
        return filesAreGone
                || !memory.isComplete()
                || memory.doubt().equals(Optional.of(Doubt.EMPTY));
    }

    private Standing ofNothing(Recovered.Intact begun) {
        return switch (membership.whenEmpty()) {
            case INTACT -> new Standing.Intact(begun, Epochs.ZERO);
            case EMPTY -> new Standing.Empty(begun);
            case AMNESIAC -> new Standing.Amnesiac("it is empty", begun, Epochs.ZERO, true);
        };
    }

    private static long last(Recovered recovered) {
        return switch (recovered) {
            case Recovered.Intact intact -> intact.last().epoch();
            case Recovered.Suspect suspect -> suspect.damage().lastGood().epoch();
        };
    }

    private boolean isAnothers() {
        Meta.Identity known = meta.map(Meta::identity).orElse(Meta.Identity.ALONE);
        boolean other = known.serverId() != membership.serverId();
        boolean otherCluster =
                known.clusterId().length() > 0
                        && membership.clusterId().length() > 0
                        && !known.clusterId().equals(membership.clusterId());
        return !known.equals(Meta.Identity.ALONE) && (other || otherCluster);
    }

    /** Why promises may be forgotten, or null. */
    private @Nullable String whatIsForgotten(Recovered recovered) {
        if (memory.isComplete()) {
            return null;
        }
        if (memory.isAnything()) {
            return "of its two epochs one is gone";
        }
        if (!(recovered instanceof Recovered.Intact intact)) {
            return "its epochs are gone and its data are damaged";
        }
        // A server that stood alone until now has data and never promised anything to anybody.
        boolean stoodAlone =
                intact.last().epoch() == 0
                        && meta.map(Meta::identity)
                                .orElse(Meta.Identity.ALONE)
                                .equals(Meta.Identity.ALONE)
                        && (meta.isPresent() || !markPresent);
        return stoodAlone ? null : "its epochs are gone";
    }

    private Standing ofWhole(Recovered.Intact intact, Epochs epochs) {
        if (memory.doubt().equals(Optional.of(Doubt.SUSPECT))) {
            String reason = "it was damaged and has not been synchronised since";
            return new Standing.Suspect(reason, intact, epochs);
        }
        boolean wasMember = meta.isPresent() && !meta.get().identity().equals(Meta.Identity.ALONE);
        if (wasMember && memory.doubt().isEmpty()) {
            String reason = "whether it could be relied on is forgotten";
            return new Standing.Suspect(reason, intact, epochs);
        }
        if (intact.ending() == Recovered.Ending.EMPTY) {
            return new Standing.Suspect("it followed leaders and is empty", intact, epochs);
        }
        return new Standing.Intact(intact, epochs);
    }
}
