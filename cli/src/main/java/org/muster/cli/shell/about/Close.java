package org.muster.cli.shell.about;

import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;

/** {@code close}. */
final class Close implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("close", "ends the session; connect opens another");
    }

    @Override
    public int run(Context context, Arguments arguments) {
        context.watches().close();
        context.link().close();
        return ExitCode.OK;
    }
}
