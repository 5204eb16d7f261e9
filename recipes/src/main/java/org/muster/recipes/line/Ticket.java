package org.muster.recipes.line;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A contender's node, by its name: its kind and its number. Names of Curator, kazoo and go-zk are
 * known, so that nobody in a line overlooks anybody else.
 *
 * @param number wraps from the greatest to the smallest int, as the servers' counter does
 */
public record Ticket(String name, Kind kind, int number) {
    /** What a contender wants. */
    public enum Kind {
        /** To be alone. */
        EXCLUSIVE,
        /** To be with others of this kind only. */
        SHARED
    }

    private record Tag(String text, Kind kind) {}

    private static final List<Tag> TAGS =
            List.of(
                    new Tag("-__READ__", Kind.SHARED),
                    new Tag("-__WRIT__", Kind.EXCLUSIVE),
                    new Tag("__rlock__", Kind.SHARED),
                    new Tag("__lock__", Kind.EXCLUSIVE),
                    new Tag("lock-", Kind.EXCLUSIVE),
                    new Tag("latch-", Kind.EXCLUSIVE),
                    new Tag("lease-", Kind.SHARED));

    private static final Comparator<Ticket> IN_ORDER =
            Comparator.comparing(Ticket::number, (a, b) -> Integer.compare(a - b, 0));

    /** What a name says; empty if it is no contender's. */
    public static Optional<Ticket> parse(String name) {
        for (Tag tag : TAGS) {
            int at = name.lastIndexOf(tag.text);
            if (at >= 0) {
                Optional<Integer> number = number(name.substring(at + tag.text.length()));
                if (number.isPresent()) {
                    return Optional.of(new Ticket(name, tag.kind, number.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> number(String digits) {
        try {
            return digits.length() < 10 ? Optional.empty() : Optional.of(Integer.parseInt(digits));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    /** The contenders among some names, first come first. */
    public static List<Ticket> inOrder(List<String> names) {
        List<Ticket> line = new ArrayList<>();
        names.forEach(name -> parse(name).ifPresent(line::add));
        line.sort(IN_ORDER);
        return line;
    }
}
