package org.muster.cli.shell.about;

import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;

/** {@code quit}. */
final class Quit implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("quit", "ends the session and the shell").also("exit");
    }

    @Override
    public int run(Context context, Arguments arguments) {
        context.quit();
        return ExitCode.OK;
    }
}
