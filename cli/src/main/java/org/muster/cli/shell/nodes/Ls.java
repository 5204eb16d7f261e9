package org.muster.cli.shell.nodes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Paths;
import org.muster.cli.shell.command.Subtree;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.command.Watches;
import org.muster.cli.shell.text.StatText;
import org.muster.cli.shell.text.Table;
import org.muster.client.Blocking;
import org.muster.client.Children;
import org.muster.client.MusterClient;
import org.muster.client.Watched;
import org.muster.model.Stat;

/** {@code ls}. */
final class Ls implements Command {
    private static final int AHEAD = 256;

    @Override
    public Syntax syntax() {
        return Syntax.of("ls", "lists the children of a node")
                .also("ls2")
                .flag("-s", "the node's figures too")
                .flag("-w", "tell the next change of the list")
                .flag("-R", "all paths at and below the node")
                .flag("-l", "a table of the children's figures")
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.pathOrHere(arguments);
        if (arguments.has("-R")) {
            return recursively(context, path);
        }
        MusterClient client = context.client();
        Children children;
        if (arguments.has("-w")) {
            Watched<Children> watched = Blocking.await(client.childrenAndWatch(path));
            context.watches().once(path, Watches.Kind.CHILDREN, watched);
            children = watched.value();
        } else {
            children = Blocking.await(client.children(path));
        }
        List<String> names = children.names().stream().sorted().toList();
        if (arguments.has("-l")) {
            table(context, client, path, names);
        } else if (context.out().isJson()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("path", path);
            result.put("children", names);
            if (arguments.has("-s")) {
                result.put("stat", StatText.fields(children.stat()));
            }
            context.out().json(result);
        } else {
            context.out().line("[" + String.join(", ", names) + "]");
            if (arguments.has("-s")) {
                Figures.show(context, children.stat());
            }
        }
        return ExitCode.OK;
    }

    private static int recursively(Context context, String path) throws InterruptedException {
        return new Subtree(context, Subtree.Detail.NAME, Integer.MAX_VALUE)
                .visit(
                        path,
                        visit -> {
                            if (context.out().isJson()) {
                                context.out().json(Map.of("path", visit.path()));
                            } else {
                                context.out().line(visit.path());
                            }
                            return true;
                        });
    }

    private static void table(Context context, MusterClient client, String path, List<String> names)
            throws InterruptedException {
        Table table = new Table("name", "children", "bytes", "version", "modified", "owner");
        List<Object> objects = new ArrayList<>();
        for (int from = 0; from < names.size(); from += AHEAD) {
            List<String> some = names.subList(from, Math.min(names.size(), from + AHEAD));
            List<CompletableFuture<Optional<Stat>>> ahead = new ArrayList<>();
            some.forEach(name -> ahead.add(client.stat(Paths.child(path, name))));
            for (int i = 0; i < some.size(); i++) {
                Optional<Stat> stat = Blocking.await(ahead.get(i));
                if (stat.isPresent()) {
                    row(table, some.get(i), stat.get());
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("path", Paths.child(path, some.get(i)));
                    fields.put("stat", StatText.fields(stat.get()));
                    objects.add(fields);
                }
            }
        }
        if (context.out().isJson()) {
            context.out().json(objects);
        } else {
            List<String> lines = table.lines();
            context.out().line(context.out().paint().title(lines.getFirst()));
            context.out().lines(lines.subList(1, lines.size()));
        }
    }

    private static void row(Table table, String name, Stat stat) {
        table.row(
                name,
                String.valueOf(stat.numChildren()),
                String.valueOf(stat.dataLength()),
                String.valueOf(stat.version()),
                age(Instant.ofEpochMilli(stat.mtimeMs()), Instant.now()),
                stat.ephemeralOwner() == 0 ? "" : StatText.hex(stat.ephemeralOwner()));
    }

    /** How long ago something was, roughly. */
    static String age(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.compareTo(Duration.ofDays(3)) > 0) {
            return then.toString().substring(0, 10);
        }
        long seconds = Math.max(0, age.toSeconds());
        return seconds < 120
                ? seconds + " s ago"
                : seconds < 7200 ? seconds / 60 + " min ago" : seconds / 3600 + " h ago";
    }
}
