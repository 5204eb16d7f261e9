package org.muster.cli.shell.about;

import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;

/** {@code pwd}. */
final class Pwd implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("pwd", "tells where relative paths begin");
    }

    @Override
    public int run(Context context, Arguments arguments) {
        if (context.out().isJson()) {
            context.out().json(Map.of("path", context.directory()));
        } else {
            context.out().line(context.directory());
        }
        return ExitCode.OK;
    }
}
