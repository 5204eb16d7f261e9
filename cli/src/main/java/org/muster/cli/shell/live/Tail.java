package org.muster.cli.shell.live;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Paths;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.DataText;
import org.muster.client.Code;
import org.muster.client.MusterException;
import org.muster.client.Node;
import org.muster.client.WatchEvent;
import org.muster.client.WatchScope;

/** {@code tail}. */
final class Tail implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("tail", "shows the data of a node, and again whenever it is set")
                .flag("-c", "of its children instead, each as it comes")
                .option("-n,--count", "COUNT", "end after so many")
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.pathOrHere(arguments);
        int count = arguments.number("-n").orElse(Integer.MAX_VALUE);
        return arguments.has("-c") ? children(context, path, count) : data(context, path, count);
    }

    /** Between two events the data may be set twice: what is shown is always the newest. */
    private static int data(Context context, String path, int count) throws InterruptedException {
        long shown = 0;
        int rest = count;
        try (Events events = Events.of(context.client(), path, WatchScope.NODE)) {
            while (rest > 0) {
                Optional<Node> node = get(context, path);
                if (node.isPresent() && node.get().stat().mzxid() > shown) {
                    shown = node.get().stat().mzxid();
                    show(context, node.get(), false);
                    rest--;
                }
                if (rest > 0) {
                    requireGoesOn(events.next());
                }
            }
        }
        return ExitCode.OK;
    }

    private static int children(Context context, String path, int count)
            throws InterruptedException {
        Set<String> seen = new HashSet<>(context.calls().children(path).names());
        int rest = count;
        try (Events events = Events.of(context.client(), path, WatchScope.NODE)) {
            while (rest > 0) {
                List<String> names = context.calls().children(path).names();
                for (String name : names.stream().sorted().toList()) {
                    if (rest > 0 && seen.add(name)) {
                        Optional<Node> node = get(context, Paths.child(path, name));
                        node.ifPresent(found -> show(context, found, true));
                        rest -= node.isPresent() ? 1 : 0;
                    }
                }
                seen.retainAll(names);
                if (rest > 0) {
                    requireGoesOn(events.next());
                }
            }
        }
        return ExitCode.OK;
    }

    private static void requireGoesOn(WatchEvent event) {
        if (event instanceof WatchEvent.Ended ended) {
            throw new ShellFailure(ExitCode.UNAVAILABLE, "the watch has ended: " + ended.why());
        }
    }

    private static Optional<Node> get(Context context, String path) throws InterruptedException {
        try {
            return Optional.of(context.calls().get(path));
        } catch (MusterException failure) {
            if (failure.code() == Code.NO_NODE) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static void show(Context context, Node node, boolean named) {
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", node.path());
            fields.put("version", node.stat().version());
            DataText.putInto(fields, node.data());
            context.out().json(fields);
        } else {
            String name = named ? Paths.name(node.path()) + "  " : "";
            context.out().line(context.out().paint().branch(name) + node.text());
        }
        context.out().flush();
    }
}
