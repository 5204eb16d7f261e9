package org.muster.cli.shell.nodes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.command.Watches;
import org.muster.cli.shell.text.StatText;
import org.muster.client.Blocking;
import org.muster.client.MusterClient;
import org.muster.client.Watched;
import org.muster.model.Stat;

/** {@code stat}. */
final class StatNode implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("stat", "shows the figures of a node")
                .flag("-w", "tell the next change of the node, or its creation")
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.pathOrHere(arguments);
        MusterClient client = context.client();
        Optional<Stat> stat;
        if (arguments.has("-w")) {
            Watched<Optional<Stat>> watched = Blocking.await(client.statAndWatch(path));
            context.watches().once(path, Watches.Kind.DATA, watched);
            stat = watched.value();
        } else {
            stat = Blocking.await(client.stat(path));
        }
        if (stat.isEmpty()) {
            throw new ShellFailure(ExitCode.NO_NODE, "Node does not exist: " + path);
        }
        if (context.out().isJson()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("path", path);
            result.put("stat", StatText.fields(stat.get()));
            context.out().json(result);
        } else {
            Figures.show(context, stat.get());
        }
        return ExitCode.OK;
    }
}
