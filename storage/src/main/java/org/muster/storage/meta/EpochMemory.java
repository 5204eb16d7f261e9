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
 * @param doubt what the copy says of it; empty if there is no copy, or none that can be read
 * @param unreadable names of files that are there and tell nothing
 */
public record EpochMemory(
        OptionalLong accepted,
        OptionalLong current,
        Optional<Doubt> doubt,
        List<String> unreadable) {
    private static final int MAGIC = 0x4d53_5445; // "MSTE"
    private static final int SLOT_STRIDE = 4096;

    /** Zxids have room for no more. */
    private static final long MAX_EPOCH = Integer.MAX_VALUE;

    /** Reads everything in {@code disk}, the directory of snapshots; changes nothing. */
    public static EpochMemory read(Disk disk) throws DiskException {
        List<String> unreadable = new ArrayList<>();
        SlotFile file = copyIn(disk);
        Optional<Copy> copy = file.read(EpochMemory::decode);
        if (copy.isEmpty() && file.exists()) {
            unreadable.add(OwnNames.EPOCHS);
        }
        OptionalLong accepted = read(disk, EpochFile.ACCEPTED, unreadable);
        OptionalLong current = read(disk, EpochFile.CURRENT, unreadable);
        return new EpochMemory(
                copy.isPresent() ? higher(accepted, copy.get().epochs().accepted()) : accepted,
                copy.isPresent() ? higher(current, copy.get().epochs().current()) : current,
                copy.map(Copy::doubt),
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

    /** Whether it is remembered that this member must not vote. */
    public boolean isDoubtful() {
        return doubt.isPresent() && doubt.get() != Doubt.NONE;
    }

    /** Whether both numbers are known: then no promise is forgotten. */
    public boolean isComplete() {
        return accepted.isPresent() && current.isPresent();
    }

    /** Whether anything is known, or was before it became unreadable. */
    public boolean isAnything() {
        return accepted.isPresent() || current.isPresent() || !unreadable.isEmpty();
    }

    /**
     * Whether an epoch above 0 is known, or may have been: a member with a past. A copy that cannot
     * be read says nothing of the kind: a crash leaves such a one when it is made.
     */
    public boolean isBeyondZero() {
        return accepted.orElse(0) > 0
                || current.orElse(0) > 0
                || unreadable.stream().anyMatch(name -> !name.equals(OwnNames.EPOCHS));
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

    /** What Muster's copy holds. */
    record Copy(Epochs epochs, Doubt doubt) {}

    static ByteWriter encode(Copy copy) {
        ByteWriter body = new ByteWriter(32);
        body.writeLong(copy.epochs().accepted());
        body.writeLong(copy.epochs().current());
        body.writeString(copy.doubt().name());
        return body;
    }

    static Copy decode(ByteReader body) throws MalformedException {
        Epochs epochs = new Epochs(body.readLong(), body.readLong());
        if (!isValid(epochs.accepted()) || !isValid(epochs.current())) {
            throw MalformedException.illegal("epochs " + epochs);
        }
        String name = body.requireString();
        for (Doubt doubt : Doubt.values()) {
            if (doubt.name().equals(name)) {
                return new Copy(epochs, doubt);
            }
        }
        throw MalformedException.illegal("a doubt called " + name);
    }
}
