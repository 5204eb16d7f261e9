package org.muster.cli.shell.about;

import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;

/** {@code cd}. */
final class Cd implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("cd", "goes to a node, where relative paths then begin")
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.path(arguments.word(0).orElse("/"));
        if (context.calls().stat(path).isEmpty()) {
            throw new ShellFailure(ExitCode.NO_NODE, "Node does not exist: " + path);
        }
        context.directory(path);
        return ExitCode.OK;
    }
}
