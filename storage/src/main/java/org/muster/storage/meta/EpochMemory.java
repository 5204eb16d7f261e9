package org.muster.storage.meta;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.name.OwnNames;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/**
 * What a directory remembers of the epochs: the reference's two files and Muster's copy of both.
 *
 * <p>Epochs only rise, so of two values the higher is the later one, whichever server wrote it: a
 * copy that lags, or files that the reference wrote while it ran here, need no further rule.
 *
 * @param accepted empty if neither the file nor the copy tells
 * @param current likewise
 * @param unreadable names of files that are there and tell nothing
 */
public record EpochMemory(OptionalLong accepted, OptionalLong current, List<String> unreadable) {
    private static final int MAGIC = 0x4d53_5445; // "MSTE"
    private static final int SLOT_STRIDE = 4096;

    /** Zxids have room for no more. */
    private static final long MAX_EPOCH = Integer.MAX_VALUE;

    /** Reads everything in {@code disk}, the directory of snapshots; changes nothing. */
    public static EpochMemory read(Disk disk) throws DiskException {
        List<String> unreadable = new ArrayList<>();
        SlotFile file = copyIn(disk);
        Optional<Epochs> copy = file.read(EpochMemory::decode);
        if (copy.isEmpty() && file.exists()) {
            unreadable.add(OwnNames.EPOCHS);
        }
        OptionalLong accepted = read(disk, EpochFile.ACCEPTED, unreadable);
        OptionalLong current = read(disk, EpochFile.CURRENT, unreadable);
        return new EpochMemory(
                copy.isPresent() ? higher(accepted, copy.get().accepted()) : accepted,
                copy.isPresent() ? higher(current, copy.get().current()) : current,
                List.copyOf(unreadable));
    }

    private static OptionalLong read(Disk disk, EpochFile file, List<String> unreadable)
            throws DiskException {
        OptionalLong epoch = tryRead(disk, file);
        boolean there =
                disk.list().stream().anyMatch(entry -> entry.name().equals(file.fileName()));
        if (epoch.isEmpty() && there) {
            unreadable.add(file.fileName());
        }
        return epoch;
    }

    /** The epoch in {@code file}; empty if it is not there or tells nothing. */
    static OptionalLong tryRead(Disk disk, EpochFile file) throws DiskException {
        try {
            OptionalLong epoch = file.read(disk);
            return epoch.isPresent() && isValid(epoch.getAsLong()) ? epoch : OptionalLong.empty();
        } catch (DiskException e) {
            if (e.kind() != DiskException.Kind.IO) {
                throw e;
            }
            return OptionalLong.empty();
        }
    }

    private static OptionalLong higher(OptionalLong one, long other) {
        return OptionalLong.of(Math.max(one.orElse(other), other));
    }

    /** Whether both numbers are known: then no promise is forgotten. */
    public boolean isComplete() {
        return accepted.isPresent() && current.isPresent();
    }

    /** Whether anything is known, or was before it became unreadable. */
    public boolean isAnything() {
        return accepted.isPresent() || current.isPresent() || !unreadable.isEmpty();
    }

    /** Whether an epoch above 0 is known: a member with a past. */
    public boolean isBeyondZero() {
        return accepted.orElse(0) > 0 || current.orElse(0) > 0 || !unreadable.isEmpty();
    }

    /**
     * The epochs to go on with when the last transaction is of {@code epochOfLast}: it was accepted
     * from a leader of that epoch at least. {@code current} is never taken from it, see {@link
     * EpochKeeper}.
     */
    public Epochs epochs(long epochOfLast) {
        long following = current.orElse(0);
        long promised = Math.max(accepted.orElse(0), Math.max(epochOfLast, following));
        return new Epochs(promised, following);
    }

    static boolean isValid(long epoch) {
        return epoch >= 0 && epoch <= MAX_EPOCH;
    }

    /** Muster's copy in {@code disk}. */
    static SlotFile copyIn(Disk disk) {
        return new SlotFile(disk, OwnNames.EPOCHS, MAGIC, SLOT_STRIDE);
    }

    static ByteWriter encode(Epochs epochs) {
        ByteWriter body = new ByteWriter(16);
        body.writeLong(epochs.accepted());
        body.writeLong(epochs.current());
        return body;
    }

    static Epochs decode(ByteReader body) throws MalformedException {
        Epochs epochs = new Epochs(body.readLong(), body.readLong());
        if (!isValid(epochs.accepted()) || !isValid(epochs.current())) {
            throw MalformedException.illegal("epochs " + epochs);
        }
        return epochs;
    }
}
