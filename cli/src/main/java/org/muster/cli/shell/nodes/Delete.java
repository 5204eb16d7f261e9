package org.muster.cli.shell.nodes;

import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;

/** {@code delete}. */
final class Delete implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("delete", "deletes a node without children")
                .option("-v,--if-version", "VERSION", "only if its data has this version")
                .param("path", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.path(arguments.required(0));
        context.calls().delete(path, SetData.expect(arguments));
        if (context.out().isJson()) {
            context.out().json(Map.of("path", path));
        }
        return ExitCode.OK;
    }
}
