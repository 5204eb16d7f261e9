package org.muster.recipes.line;

import java.util.List;
import java.util.Optional;

/** Who in a line waits for whom. */
@FunctionalInterface
public interface Rule {
    /** Everybody waits for the one before. */
    Rule ALONE = (line, own) -> own == 0 ? Optional.empty() : Optional.of(line.get(own - 1));

    /** Everybody waits for the nearest before that wants to be alone. */
    Rule TOGETHER =
            (line, own) -> {
                for (int i = own - 1; i >= 0; i--) {
                    if (line.get(i).kind() == Ticket.Kind.EXCLUSIVE) {
                        return Optional.of(line.get(i));
                    }
                }
                return Optional.empty();
            };

    /** The one that the one at {@code own} waits for; empty if it has its turn. */
    Optional<Ticket> waitsFor(List<Ticket> line, int own);
}
