package org.muster.cli.shell.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;
import org.muster.client.Blocking;
import org.muster.model.Id;

/** {@code whoami}. */
final class WhoAmI implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("whoami", "tells who the servers take this session for");
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        return show(context);
    }

    static int show(Context context) throws InterruptedException {
        List<Id> ids = Blocking.await(context.client().whoAmI());
        if (context.out().isJson()) {
            List<Object> all = new ArrayList<>();
            for (Id id : ids) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("scheme", id.scheme());
                fields.put("id", id.id());
                all.add(fields);
            }
            context.out().json(all);
            return ExitCode.OK;
        }
        context.out().line("Auth scheme: User");
        ids.forEach(id -> context.out().line(id.scheme() + ": " + id.id()));
        return ExitCode.OK;
    }
}
