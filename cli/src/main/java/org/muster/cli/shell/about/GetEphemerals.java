package org.muster.cli.shell.about;

import java.util.List;
import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;
import org.muster.client.Blocking;

/** {@code getEphemerals}. */
final class GetEphemerals implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("getEphemerals", "lists this session's ephemeral nodes, as zkCli does")
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.path(arguments.word(0).orElse("/"));
        List<String> paths = Blocking.await(context.client().ephemerals(path));
        if (context.out().isJson()) {
            context.out().json(Map.of("ephemerals", paths));
        } else {
            context.out().line("[" + String.join(", ", paths) + "]");
        }
        return ExitCode.OK;
    }
}
