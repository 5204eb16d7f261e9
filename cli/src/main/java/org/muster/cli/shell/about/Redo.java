package org.muster.cli.shell.about;

import java.util.List;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;

/** {@code redo}. */
final class Redo implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("redo", "carries out a command of the history again")
                .param("number", Syntax.Kind.WORD);
    }

    @Override
    public int run(Context context, Arguments arguments) {
        List<String> lines = context.history();
        String word = arguments.required(0);
        int number = word.matches("[0-9]{1,9}") ? Integer.parseInt(word) : -1;
        // The last line is this command itself.
        if (number < 0 || number >= lines.size() - 1) {
            throw ShellFailure.usage("Command index out of range");
        }
        context.again(lines.get(number));
        return ExitCode.OK;
    }
}
