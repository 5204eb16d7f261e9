package org.muster.replica.watch;

import org.jspecify.annotations.Nullable;

/** The watches by (path, watcher): a chained hash table threaded through them. */
final class PairIndex<C> {
    private static final int SMALLEST = 16;
    private static final int FACTOR = 0x9E37_79B9;

    private @Nullable Watch<C>[] slots = newSlots(SMALLEST);
    private int size;

    int size() {
        return size;
    }

    @Nullable Watch<C> find(WatchedPath<C> path, Watcher<C> watcher) {
        Watch<C> watch = slots[slotOf(path, watcher, slots.length)];
        while (watch != null && (watch.path != path || watch.watcher != watcher)) {
            watch = watch.nextInSlot;
        }
        return watch;
    }

    void add(Watch<C> watch) {
        if (size >= slots.length) {
            resize(slots.length * 2);
        }
        put(watch);
        size++;
    }

    void remove(Watch<C> gone) {
        int slot = slotOf(gone.path, gone.watcher, slots.length);
        Watch<C> watch = slots[slot];
        if (watch == gone) {
            slots[slot] = gone.nextInSlot;
        } else {
            while (watch != null && watch.nextInSlot != gone) {
                watch = watch.nextInSlot;
            }
            if (watch != null) {
                watch.nextInSlot = gone.nextInSlot;
            }
        }
        size--;
        if (slots.length > SMALLEST && size < slots.length / 8) {
            resize(slots.length / 2);
        }
    }

    private void put(Watch<C> watch) {
        int slot = slotOf(watch.path, watch.watcher, slots.length);
        watch.nextInSlot = slots[slot];
        slots[slot] = watch;
    }

    private void resize(int length) {
        @Nullable Watch<C>[] old = slots;
        slots = newSlots(length);
        for (Watch<C> head : old) {
            Watch<C> watch = head;
            while (watch != null) {
                Watch<C> next = watch.nextInSlot;
                put(watch);
                watch = next;
            }
        }
    }

    private static <C> int slotOf(WatchedPath<C> path, Watcher<C> watcher, int length) {
        int mixed = (path.hash + watcher.number() * FACTOR) * FACTOR;
        return (mixed ^ (mixed >>> 15)) & (length - 1);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <C> @Nullable Watch<C>[] newSlots(int length) {
        return new Watch[length];
    }
}
