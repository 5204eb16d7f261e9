package org.muster.cli.shell.about;

import java.util.List;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;

/** {@code history}. */
final class History implements Command {
    private static final int SHOWN = 10;

    @Override
    public Syntax syntax() {
        return Syntax.of("history", "lists the last commands with their numbers")
                .option("-n", "COUNT", "so many besides this one; 10 if nothing is said");
    }

    @Override
    public int run(Context context, Arguments arguments) {
        List<String> lines = context.history();
        int from = Math.max(0, lines.size() - 1 - arguments.number("-n").orElse(SHOWN));
        for (int i = from; i < lines.size(); i++) {
            context.out().line(i + " - " + lines.get(i));
        }
        return ExitCode.OK;
    }
}
