package org.muster.cli.shell.about;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.command.Watches;
import org.muster.cli.shell.text.StatText;
import org.muster.client.Blocking;
import org.muster.client.Node;
import org.muster.client.Watched;

/** {@code config}. */
final class Config implements Command {
    private static final String PATH = "/zookeeper/config";

    @Override
    public Syntax syntax() {
        return Syntax.of("config", "shows the members of the ensemble as they have agreed on them")
                .flag("-c", "only what clients connect to, and the version")
                .flag("-w", "tell the next change")
                .flag("-s", "the node's figures too");
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        Node node;
        if (arguments.has("-w")) {
            Watched<Node> watched = Blocking.await(context.client().getAndWatch(PATH));
            context.watches().once(PATH, Watches.Kind.DATA, watched);
            node = watched.value();
        } else {
            node = context.calls().get(PATH);
        }
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("config", node.text().lines().toList());
            fields.put("clients", clients(node.text()));
            fields.put("stat", StatText.fields(node.stat()));
            context.out().json(fields);
            return ExitCode.OK;
        }
        context.out()
                .line(
                        arguments.has("-c")
                                ? String.join(",", clients(node.text())) + version(node.text())
                                : node.text());
        if (arguments.has("-s")) {
            context.out().lines(StatText.lines(node.stat(), ZoneId.systemDefault()));
        }
        return ExitCode.OK;
    }

    private static String version(String text) {
        return text.lines()
                .filter(line -> line.startsWith("version="))
                .map(line -> " " + line.substring(8))
                .findFirst()
                .orElse("");
    }

    /** Of lines like {@code server.1=h:2888:3888:participant;h:2181} what is for clients. */
    static List<String> clients(String text) {
        List<String> clients = new ArrayList<>();
        for (String line : text.lines().toList()) {
            int semicolon = line.indexOf(';');
            if (line.startsWith("server.") && semicolon > 0) {
                String client = line.substring(semicolon + 1);
                boolean bare = client.indexOf(':') < 0;
                String host = line.substring(line.indexOf('=') + 1).split(":", 2)[0];
                boolean wildcard = client.startsWith("0.0.0.0:");
                clients.add(
                        bare
                                ? host + ":" + client
                                : wildcard ? host + client.substring(7) : client);
            }
        }
        return clients;
    }
}
