package org.muster.cli.shell.nodes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Removal;
import org.muster.cli.shell.command.Syntax;

/** {@code rm}. */
final class Rm implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("rm", "deletes nodes; with -r all below them, after a question")
                .flag("-r", "all below them too")
                .flag("-y,--yes", "do not ask")
                .option("-v,--if-version", "VERSION", "only if the data has this version")
                .param("path...", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        for (String word : arguments.words()) {
            String path = context.path(word);
            int count = 1;
            if (arguments.has("-r")) {
                Removal removal = new Removal(context, Removal.BATCH);
                List<String> paths = removal.list(path);
                count = paths.size();
                if (!arguments.has("-y")) {
                    context.confirm("Delete " + path + " and " + (count - 1) + " below it?");
                }
                removal.delete(path, paths);
            } else {
                context.calls().delete(path, SetData.expect(arguments));
            }
            if (context.out().isJson()) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("path", path);
                fields.put("deleted", count);
                context.out().json(fields);
            }
        }
        return ExitCode.OK;
    }
}
