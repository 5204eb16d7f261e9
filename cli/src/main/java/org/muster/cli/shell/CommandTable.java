package org.muster.cli.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.muster.cli.shell.about.AboutCommands;
import org.muster.cli.shell.access.AccessCommands;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.copy.CopyCommands;
import org.muster.cli.shell.live.LiveCommands;
import org.muster.cli.shell.nodes.NodeCommands;

/** All commands by their names. */
final class CommandTable {
    private static final int NEAR = 2;

    private final Map<String, Command> byName = new TreeMap<>();
    private final List<Command> all = new ArrayList<>();

    CommandTable() {
        all.addAll(NodeCommands.all());
        all.addAll(AccessCommands.all());
        all.addAll(CopyCommands.all());
        all.addAll(LiveCommands.all());
        all.addAll(AboutCommands.all(this::all));
        for (Command command : all) {
            for (String name : command.syntax().names()) {
                if (byName.put(name, command) != null) {
                    throw new IllegalStateException("two commands are called " + name);
                }
            }
        }
    }

    /** The command called so; capitals do not matter. */
    Optional<Command> find(String name) {
        Command exact = byName.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        for (Map.Entry<String, Command> entry : byName.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }

    /** All of them, in the order in which help lists them. */
    List<Command> all() {
        return List.copyOf(all);
    }

    /** All names, with the commands they select. */
    Map<String, Command> byName() {
        return new LinkedHashMap<>(byName);
    }

    /** Names that somebody who typed {@code wrong} may have meant. */
    List<String> near(String wrong) {
        String lower = wrong.toLowerCase(Locale.ROOT);
        Collection<String> names = byName.keySet();
        return names.stream()
                .filter(name -> isNear(name.toLowerCase(Locale.ROOT), lower))
                .limit(4)
                .toList();
    }

    private static boolean isNear(String name, String wrong) {
        boolean begins = wrong.length() > 2 && name.startsWith(wrong);
        return begins || distance(name, wrong) <= NEAR;
    }

    /** How many letters must be changed, added, left out, or swapped with their neighbours. */
    static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                int best = cost[i - 1][j - 1] + (same ? 0 : 1);
                best = Math.min(best, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    best = Math.min(best, cost[i - 2][j - 2] + 1);
                }
                cost[i][j] = best;
            }
        }
        return cost[one.length()][other.length()];
    }
}
