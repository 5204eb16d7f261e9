package org.muster.recipes.queue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The names of items and their order: {@code stem-}, perhaps a priority, and a number. */
final class ItemOrder {
    private static final int DIGITS = 10;

    /** An item's name, taken apart. */
    record Item(String name, int priority, int number) {}

    private static final Comparator<Item> FIRST =
            Comparator.comparingInt(Item::priority)
                    .thenComparing(Item::number, (a, b) -> Integer.compare(a - b, 0));

    private final String stem;
    private final boolean prioritized;

    private ItemOrder(String stem, boolean prioritized) {
        this.stem = stem;
        this.prioritized = prioritized;
    }

    /** Names like {@code qn-0000000007}: Apache's and Curator's. */
    static ItemOrder plain() {
        return new ItemOrder("qn-", false);
    }

    /** Names like {@code entry-100-0000000007}: kazoo's. */
    static ItemOrder prioritized() {
        return new ItemOrder("entry-", true);
    }

    /** What a new item's name begins with. */
    String stem(int priority) {
        if (!prioritized) {
            return stem;
        }
        if (priority < 0 || priority > 999) {
            throw new IllegalArgumentException("a priority of " + priority);
        }
        return "%s%03d-".formatted(stem, priority);
    }

    /** The names of items, the first to be taken first; other names are left out. */
    List<String> sort(List<String> names) {
        return names.stream()
                .flatMap(name -> parse(name).stream())
                .sorted(FIRST)
                .map(Item::name)
                .toList();
    }

    Optional<Item> parse(String name) {
        int head = stem.length() + (prioritized ? 4 : 0);
        if (!name.startsWith(stem) || name.length() < head + DIGITS) {
            return Optional.empty();
        }
        try {
            int priority =
                    prioritized ? Integer.parseInt(name.substring(stem.length(), head - 1)) : 0;
            return Optional.of(new Item(name, priority, Integer.parseInt(name.substring(head))));
        } catch (NumberFormatException foreign) {
            return Optional.empty();
        }
    }
}
