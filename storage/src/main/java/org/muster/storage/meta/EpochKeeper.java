package org.muster.storage.meta;

import java.util.OptionalLong;
import org.muster.model.Invariant;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;

/**
 * Makes the epochs of a running member durable. Owned by one thread, best that of the log: what is
 * promised waits for a sync anyway.
 *
 * <p>One changed number costs two syncs, of its new file and of the directory: as the reference
 * must find it after a power loss, no fewer will do. Muster's copy is written behind it without a
 * sync of its own. It is there for the day on which the file is damaged or gone; a copy that lags
 * never outvotes the file, and if both are lost the member knows that it forgot.
 *
 * <p>{@code current} may lie below the epoch of the last transaction: a synchronisation with a new
 * leader was interrupted before this server accepted that leader's history. The reference refuses
 * such a start; there is no need to. A vote is ordered by (current, zxid). Whatever committed in an
 * epoch was acknowledged by a quorum whose members had made that epoch their current one, every
 * later quorum has one of them, and its vote is higher than ours, however high our zxid is. Among
 * the votes of our own current epoch, what we took from the new leader is the beginning of a
 * history that holds all that committed up to then. Raising {@code current} from the log would
 * break the first half: then a short history could outvote a whole one.
 */
public final class EpochKeeper {
    private final Disk disk;
    private final SlotFile copy;
    private Epochs kept;
    private Doubt doubt;

    private EpochKeeper(Disk disk, SlotFile copy, EpochMemory.Copy kept) {
        this.disk = disk;
        this.copy = copy;
        this.kept = kept.epochs();
        this.doubt = kept.doubt();
    }

    /**
     * Makes the files and the copy in {@code disk} say {@code epochs} and {@code doubt}, durably.
     * The copy is written even if it says so already: what is read may be what a failed sync left
     * in memory alone. Then drops what an interrupted change by the reference left, which it would
     * believe later.
     */
    public static EpochKeeper begin(Disk disk, Epochs epochs, Doubt doubt) throws DiskException {
        requireSound(epochs);
        SlotFile copy = EpochMemory.copyIn(disk);
        copy.read(EpochMemory::decode);
        EpochMemory.Copy wanted = new EpochMemory.Copy(epochs, doubt);
        copy.write(EpochMemory.encode(wanted), true);
        writeUnlessSame(disk, EpochFile.ACCEPTED, epochs.accepted());
        writeUnlessSame(disk, EpochFile.CURRENT, epochs.current());
        for (DirEntry entry : disk.list()) {
            for (EpochFile file : EpochFile.values()) {
                if (entry.name().equals(file.fileName() + ".tmp")) {
                    disk.delete(entry.name());
                }
            }
        }
        return new EpochKeeper(disk, copy, wanted);
    }

    private static void writeUnlessSame(Disk disk, EpochFile file, long epoch)
            throws DiskException {
        if (!EpochMemory.tryRead(disk, file).equals(OptionalLong.of(epoch))) {
            file.write(disk, epoch);
        }
    }

    /** What is durable. */
    public Epochs epochs() {
        return kept;
    }

    /** Why this member must not vote, durably. */
    public Doubt doubt() {
        return doubt;
    }

    /**
     * Makes {@code accepted} and {@code current} durable, whichever changed; neither may go back.
     *
     * @throws DiskException then the process must halt
     */
    public void keep(long accepted, long current) throws DiskException {
        keep(accepted, current, doubt);
    }

    /**
     * The same, and makes {@code next} the doubt in this member, which costs a sync if it is
     * another. It is the last to become durable when it is dispelled and the first otherwise.
     */
    public void keep(long accepted, long current, Doubt next) throws DiskException {
        Epochs epochs = new Epochs(accepted, current);
        requireSound(epochs);
        Invariant.require(
                accepted >= kept.accepted() && current >= kept.current(), "epochs only rise");
        if (epochs.equals(kept) && next == doubt) {
            return;
        }
        var wanted = new EpochMemory.Copy(epochs, next);
        if (next != doubt && next != Doubt.NONE) {
            copy.write(EpochMemory.encode(wanted), true);
            doubt = next;
        }
        // The reference refuses a current epoch above the accepted one: that goes first.
        if (accepted > kept.accepted()) {
            EpochFile.ACCEPTED.write(disk, accepted);
        }
        if (current > kept.current()) {
            EpochFile.CURRENT.write(disk, current);
        }
        copy.write(EpochMemory.encode(wanted), next != doubt);
        kept = epochs;
        doubt = next;
    }

    private static void requireSound(Epochs epochs) {
        Invariant.require(
                EpochMemory.isValid(epochs.accepted())
                        && epochs.current() >= 0
                        && epochs.current() <= epochs.accepted(),
                "no epoch is current before it is accepted");
    }
}
