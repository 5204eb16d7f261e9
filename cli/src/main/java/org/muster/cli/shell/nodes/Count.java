package org.muster.cli.shell.nodes;

import java.util.LinkedHashMap;
import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;
import org.muster.client.Blocking;

/** {@code count}. */
final class Count implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("count", "counts the nodes below a node")
                .also("getAllChildrenNumber")
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.pathOrHere(arguments);
        int count = Blocking.await(context.client().countBelow(path));
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("below", count);
            context.out().json(fields);
        } else {
            context.out().line(String.valueOf(count));
        }
        return ExitCode.OK;
    }
}
