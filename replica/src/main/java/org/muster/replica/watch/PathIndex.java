package org.muster.replica.watch;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.model.ZPath;

/**
 * The watched paths by their bytes: a chained hash table that is asked for prefixes of a path
 * without making them.
 *
 * <p>Clients choose the paths. The hash begins with a secret, so that nobody can prepare paths that
 * share a slot.
 */
final class PathIndex<C> {
    private static final int SMALLEST = 16;
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private final long secret;
    private @Nullable WatchedPath<C>[] slots = newSlots(SMALLEST);
    private int size;

    PathIndex(long secret) {
        this.secret = secret;
    }

    int size() {
        return size;
    }

    /** The hash before any byte. */
    long begin() {
        return secret;
    }

    /** The hash with {@code next} behind what {@code hash} covers. */
    static long extend(long hash, byte next) {
        long mixed = (hash ^ (next & 0xff)) * FACTOR;
        return mixed ^ (mixed >>> 29);
    }

    private static int finish(long hash) {
        long mixed = hash * FACTOR;
        return (int) (mixed >>> 32);
    }

    private int hashOf(ZPath path) {
        long hash = secret;
        for (int i = 0; i < path.length(); i++) {
            hash = extend(hash, path.at(i));
        }
        return finish(hash);
    }

    @Nullable WatchedPath<C> find(ZPath path) {
        return find(path, path.length(), hashOf(path));
    }

    /** The entry for the first {@code end} bytes of {@code path}, whose running hash is given. */
    @Nullable WatchedPath<C> findPrefix(ZPath path, int end, long runningHash) {
        return find(path, end, finish(runningHash));
    }

    private @Nullable WatchedPath<C> find(ZPath path, int end, int hash) {
        WatchedPath<C> entry = slots[hash & (slots.length - 1)];
        while (entry != null) {
            if (entry.hash == hash && entry.path.length() == end && path.startsWith(entry.path)) {
                return entry;
            }
            entry = entry.nextInSlot;
        }
        return null;
    }

    /** The entry for {@code path}, made if missing. */
    WatchedPath<C> obtain(ZPath path) {
        int hash = hashOf(path);
        WatchedPath<C> found = find(path, path.length(), hash);
        if (found != null) {
            return found;
        }
        if (size >= slots.length) {
            resize(slots.length * 2);
        }
        WatchedPath<C> made = new WatchedPath<>(path, hash);
        int slot = hash & (slots.length - 1);
        made.nextInSlot = slots[slot];
        slots[slot] = made;
        size++;
        return made;
    }

    void remove(WatchedPath<C> gone) {
        int slot = gone.hash & (slots.length - 1);
        WatchedPath<C> entry = slots[slot];
        if (entry == gone) {
            slots[slot] = gone.nextInSlot;
        } else {
            while (entry != null && entry.nextInSlot != gone) {
                entry = entry.nextInSlot;
            }
            if (entry != null) {
                entry.nextInSlot = gone.nextInSlot;
            }
        }
        size--;
        if (slots.length > SMALLEST && size < slots.length / 8) {
            resize(slots.length / 2);
        }
    }

    /** Visits all entries, in no particular but a repeatable order. */
    void forEach(Consumer<WatchedPath<C>> visitor) {
        for (WatchedPath<C> head : slots) {
            for (WatchedPath<C> entry = head; entry != null; entry = entry.nextInSlot) {
                visitor.accept(entry);
            }
        }
    }

    private void resize(int length) {
        @Nullable WatchedPath<C>[] old = slots;
        slots = newSlots(length);
        for (WatchedPath<C> head : old) {
            WatchedPath<C> entry = head;
            while (entry != null) {
                WatchedPath<C> next = entry.nextInSlot;
                int slot = entry.hash & (length - 1);
                entry.nextInSlot = slots[slot];
                slots[slot] = entry;
                entry = next;
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <C> @Nullable WatchedPath<C>[] newSlots(int length) {
        return new WatchedPath[length];
    }
}
