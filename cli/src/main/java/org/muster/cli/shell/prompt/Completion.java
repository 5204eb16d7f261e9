package org.muster.cli.shell.prompt;

import java.util.List;
import java.util.Optional;
import org.muster.cli.shell.command.Syntax;

/** What a word stands for, from those before it. */
final class Completion {
    /** What could complete it. */
    enum Wanted {
        /** Nodes. */
        PATH,
        /** Files. */
        FILE,
        /** Commands. */
        COMMAND,
        /** Only the user knows. */
        NOTHING
    }

    private Completion() {}

    /** What follows the words {@code before} of a command. */
    static Wanted wanted(Syntax syntax, List<String> before) {
        int position = 0;
        for (int i = 0; i < before.size(); i++) {
            Optional<Syntax.Flag> flag = flag(syntax, before.get(i));
            if (flag.isEmpty()) {
                position += before.get(i).startsWith("-") ? 0 : 1;
            } else if (!flag.get().value().isEmpty() && ++i == before.size()) {
                return flag.get().value().equals("FILE") ? Wanted.FILE : Wanted.NOTHING;
            }
        }
        for (int i = 0; i < syntax.params().size(); i++) {
            Syntax.Param param = syntax.params().get(i);
            if (i == position || (param.many() && i < position)) {
                return switch (param.kind()) {
                    case PATH -> Wanted.PATH;
                    case FILE -> Wanted.FILE;
                    case COMMAND -> Wanted.COMMAND;
                    case WORD -> Wanted.NOTHING;
                };
            }
        }
        return Wanted.NOTHING;
    }

    private static Optional<Syntax.Flag> flag(Syntax syntax, String word) {
        return syntax.flags().stream().filter(flag -> flag.names().contains(word)).findFirst();
    }
}
