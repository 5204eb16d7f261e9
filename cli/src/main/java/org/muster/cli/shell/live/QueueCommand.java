package org.muster.cli.shell.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Paths;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.DataText;
import org.muster.client.Blocking;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.Created;
import org.muster.client.Expect;
import org.muster.client.MusterException;
import org.muster.client.Node;
import org.muster.client.WatchScope;
import org.muster.model.Bytes;

/** {@code queue}: a simple queue of {@code qn-} nodes, as Curator and kazoo have them. */
final class QueueCommand implements Command {
    private static final String STEM = "qn-";

    @Override
    public Syntax syntax() {
        return Syntax.of("queue", "puts into a queue, takes from it, or lists it: put, take, list")
                .flag("-w,--wait", "take waits while the queue is empty")
                .param("path", Syntax.Kind.PATH)
                .param("action", Syntax.Kind.WORD)
                .param("[data]", Syntax.Kind.WORD);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.path(arguments.required(0));
        return switch (arguments.required(1)) {
            case "put" -> put(context, path, arguments.word(2).orElse(""));
            case "take" -> arguments.has("-w") ? await(context, path) : take(context, path);
            case "list" -> list(context, path);
            default -> throw ShellFailure.usage("put, take or list, not " + arguments.required(1));
        };
    }

    private static int put(Context context, String path, String data) throws InterruptedException {
        CreateSpec spec =
                CreateSpec.persistent().inPlainSequence().withParents(CreateSpec.Parents.CREATE);
        Created made = context.calls().create(Paths.child(path, STEM), Bytes.utf8(data), spec);
        if (context.out().isJson()) {
            context.out().json(Map.of("path", made.path()));
        } else {
            context.out().note("put " + made.path());
        }
        return ExitCode.OK;
    }

    private static List<String> items(Blocking calls, String path) throws InterruptedException {
        return calls.children(path).names().stream()
                .filter(name -> name.startsWith(STEM))
                .sorted()
                .toList();
    }

    /** What has been deleted by us is ours; whoever loses that race tries the next. */
    private static int take(Context context, String path) throws InterruptedException {
        Blocking calls = context.calls();
        for (String name : items(calls, path)) {
            try {
                Node node = calls.get(Paths.child(path, name));
                calls.delete(node.path(), Expect.version(node.stat().version()));
                show(context, node);
                return ExitCode.OK;
            } catch (MusterException failure) {
                if (ShellFailure.exitCode(failure) != ExitCode.NO_NODE) {
                    throw failure;
                }
            }
        }
        throw new ShellFailure(ExitCode.NO_NODE, "the queue is empty: " + path);
    }

    private static int await(Context context, String path) throws InterruptedException {
        try (Events events = Events.of(context.client(), path, WatchScope.NODE)) {
            while (true) {
                try {
                    return take(context, path);
                } catch (ShellFailure empty) {
                    var _ = events.next();
                }
            }
        }
    }

    private static int list(Context context, String path) throws InterruptedException {
        Blocking calls = context.calls();
        for (String name : items(calls, path)) {
            try {
                show(context, calls.get(Paths.child(path, name)));
            } catch (MusterException failure) {
                if (failure.code() != Code.NO_NODE) {
                    throw failure;
                }
            }
        }
        return ExitCode.OK;
    }

    private static void show(Context context, Node node) {
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", node.path());
            DataText.putInto(fields, node.data());
            context.out().json(fields);
        } else {
            context.out().line(node.text());
        }
    }
}
