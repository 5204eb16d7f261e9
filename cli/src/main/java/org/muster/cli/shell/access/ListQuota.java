package org.muster.cli.shell.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.client.Blocking;
import org.muster.model.Stat;

/** {@code listquota}. */
final class ListQuota implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("listquota", "shows the limits of a node, and how much there is")
                .param("path", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        show(context, context.path(arguments.required(0)), context.calls());
        return ExitCode.OK;
    }

    static void show(Context context, String path, Blocking calls) throws InterruptedException {
        String place = Quota.place(context, path);
        if (!context.out().isJson()) {
            context.out().note("absolute path is " + Quota.limitsAt(place));
        }
        Optional<Stat> present = calls.stat(Quota.limitsAt(place));
        if (present.isEmpty()) {
            throw new ShellFailure(ExitCode.NO_NODE, "quota for " + path + " does not exist.");
        }
        String limits = calls.get(Quota.limitsAt(place)).text();
        String stats = calls.get(Quota.statsAt(place)).text();
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("limits", Quota.parse(limits).fields());
            fields.put("used", Quota.parse(stats).limits());
            context.out().json(fields);
        } else {
            context.out().line("Output quota for " + path + " " + limits);
            context.out().line("Output stat for " + path + " " + stats);
        }
    }
}
