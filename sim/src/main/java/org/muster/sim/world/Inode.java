package org.muster.sim.world;

import java.util.Arrays;
import java.util.BitSet;

/** A file's content twice: as programs see it, and as it would be found after a power loss. */
final class Inode {
    static final int SECTOR = 512;

    private byte[] cached;
    private int size;
    private byte[] durable;
    private int durableSize;
    private final BitSet dirty = new BitSet();

    Inode() {
        this(new byte[0], 0, new byte[0], 0);
    }

    private Inode(byte[] cached, int size, byte[] durable, int durableSize) {
        this.cached = cached;
        this.size = size;
        this.durable = durable;
        this.durableSize = durableSize;
    }

    int size() {
        return size;
    }

    int durableSize() {
        return durableSize;
    }

    int read(long at, byte[] into, int from, int length) {
        if (at >= size) {
            return 0;
        }
        int n = (int) Math.min(length, size - at);
        System.arraycopy(cached, (int) at, into, from, n);
        return n;
    }

    void write(long at, byte[] source, int from, int length) {
        int end = (int) at + length;
        cached = roomFor(cached, end);
        System.arraycopy(source, from, cached, (int) at, length);
        size = Math.max(size, end);
        if (length > 0) {
            dirty.set((int) at / SECTOR, (end - 1) / SECTOR + 1);
        }
    }

    void truncate(int newSize) {
        if (newSize < size) {
            Arrays.fill(cached, newSize, size, (byte) 0);
            dirty.set(newSize / SECTOR, (size - 1) / SECTOR + 1);
        }
        cached = roomFor(cached, newSize);
        size = newSize;
    }

    /** Everything becomes durable. */
    void sync() {
        for (int s = dirty.nextSetBit(0); s >= 0; s = dirty.nextSetBit(s + 1)) {
            keep(s);
        }
        durableSize = size;
        dirty.clear();
    }

    /** The sync failed: the pages count as clean, and whether they are on disk is chance. */
    void failSync(Rng rng) {
        for (int s = dirty.nextSetBit(0); s >= 0; s = dirty.nextSetBit(s + 1)) {
            if (rng.nextBoolean()) {
                keep(s);
            }
        }
        dirty.clear();
    }

    /** What a power loss leaves: each unsynced sector is kept with probability {@code kept}. */
    void losePower(Rng rng, double kept) {
        boolean sizeKept = size != durableSize && rng.chance(kept);
        for (int s = dirty.nextSetBit(0); s >= 0; s = dirty.nextSetBit(s + 1)) {
            if (rng.chance(kept)) {
                keep(s);
            }
        }
        if (sizeKept) {
            durableSize = size;
        }
        dirty.clear();
        durable = roomFor(durable, durableSize);
        cached = Arrays.copyOf(durable, durableSize);
        size = durableSize;
        durable = cached.clone();
    }

    /** The same file, independent of this one. */
    Inode copy() {
        Inode copy = new Inode(cached.clone(), size, durable.clone(), durableSize);
        copy.dirty.or(dirty);
        return copy;
    }

    /** Overwrites bytes behind everybody's back, on the disk itself. */
    void damage(int at, byte[] with) {
        int length = Math.min(with.length, size - at);
        System.arraycopy(with, 0, cached, at, length);
        durable = roomFor(durable, at + length);
        System.arraycopy(with, 0, durable, at, length);
    }

    /** Cuts the file behind everybody's back. */
    void damageSize(int newSize) {
        size = Math.min(size, newSize);
        durableSize = Math.min(durableSize, newSize);
    }

    /** At most {@code most} bytes from {@code from} on. */
    byte[] from(int from, int most) {
        return part(cached, from, most, size);
    }

    /** At most {@code most} durable bytes from {@code from} on, up to the durable size. */
    byte[] durableFrom(int from, int most) {
        durable = roomFor(durable, durableSize);
        return part(durable, from, most, durableSize);
    }

    private static byte[] part(byte[] all, int from, int most, int size) {
        int begin = Math.min(from, size);
        return Arrays.copyOfRange(all, begin, begin + Math.min(most, size - begin));
    }

    private void keep(int sector) {
        int from = sector * SECTOR;
        int to = Math.min(from + SECTOR, cached.length);
        if (to > from) {
            durable = roomFor(durable, to);
            System.arraycopy(cached, from, durable, from, to - from);
        }
    }

    private static byte[] roomFor(byte[] array, int size) {
        return size <= array.length
                ? array
                : Arrays.copyOf(array, Math.max(size, Math.min(2 * array.length, size + 65_536)));
    }
}
