package org.muster.cli.shell.nodes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Removal;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;

/** {@code deleteall}: asks a person, but not a script, for zkCli asks nobody. */
final class DeleteAll implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("deleteall", "deletes a node and all below it")
                .also("rmr")
                .option("-b", "COUNT", "so many in a transaction")
                .flag("-y,--yes", "do not ask")
                .param("path", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.path(arguments.required(0));
        int batch = arguments.number("-b").orElse(Removal.BATCH);
        if (batch < 1) {
            throw ShellFailure.usage("-b is 1 or more");
        }
        Removal removal = new Removal(context, batch);
        List<String> paths = removal.list(path);
        if (context.settings().interactive() && paths.size() > 1 && !arguments.has("-y")) {
            context.confirm("Delete " + path + " and " + (paths.size() - 1) + " below it?");
        }
        removal.delete(path, paths);
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("deleted", paths.size());
            context.out().json(fields);
        }
        return ExitCode.OK;
    }
}
