package org.muster.cli.shell.nodes;

import java.util.LinkedHashMap;
import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.command.Watches;
import org.muster.cli.shell.text.DataText;
import org.muster.cli.shell.text.StatText;
import org.muster.client.Blocking;
import org.muster.client.MusterClient;
import org.muster.client.Node;
import org.muster.client.Watched;

/** {@code get}. */
final class Get implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("get", "shows the data of a node")
                .also("get2", "cat")
                .flag("-s", "the node's figures too")
                .flag("-w", "tell the next change of the node")
                .flag("-b", "in base64")
                .flag("-x", "as a dump in hexadecimal")
                .param("path", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.path(arguments.required(0));
        MusterClient client = context.client();
        Node node;
        if (arguments.has("-w")) {
            Watched<Node> watched = Blocking.await(client.getAndWatch(path));
            context.watches().once(path, Watches.Kind.DATA, watched);
            node = watched.value();
        } else {
            node = Blocking.await(client.get(path));
        }
        if (context.out().isJson()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("path", path);
            DataText.putInto(result, node.data());
            result.put("stat", StatText.fields(node.stat()));
            context.out().json(result);
            return ExitCode.OK;
        }
        context.out()
                .line(
                        arguments.has("-b")
                                ? DataText.base64(node.data())
                                : arguments.has("-x")
                                        ? DataText.hexDump(node.data())
                                        : node.text());
        if (arguments.has("-s")) {
            Figures.show(context, node.stat());
        }
        return ExitCode.OK;
    }
}
