package org.muster.cli.shell.nodes;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.Paths;
import org.muster.cli.shell.command.Subtree;
import org.muster.cli.shell.command.Subtree.Visit;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.StatText;

/** {@code find}. */
final class Find implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("find", "lists the nodes at and below a node that are as the options say")
                .option("-name,-n", "GLOB", "whose last name is like GLOB: * ? [a-z] {a,b}")
                .flag("--ephemeral", "that are ephemeral")
                .flag("--leaf", "without children")
                .option("--min-bytes", "COUNT", "with at least so much data")
                .option("--min-children", "COUNT", "with at least so many children")
                .option("--changed", "TIME", "whose data was set within the last 10s, 5m, 2h")
                .option("--limit", "COUNT", "so many at most")
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        Predicate<Visit> wanted = wanted(arguments);
        int limit = arguments.number("--limit").orElse(Integer.MAX_VALUE);
        int[] found = {0};
        return new Subtree(context, Subtree.Detail.STAT, Integer.MAX_VALUE)
                .visit(
                        context.pathOrHere(arguments),
                        visit -> {
                            if (wanted.test(visit)) {
                                found[0]++;
                                show(context, visit);
                            }
                            return found[0] < limit;
                        });
    }

    private static void show(Context context, Visit visit) {
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", visit.path());
            fields.put("stat", StatText.fields(visit.stat()));
            context.out().json(fields);
        } else {
            context.out().line(visit.path());
        }
    }

    private static Predicate<Visit> wanted(Arguments arguments) {
        Predicate<Visit> all = visit -> true;
        Optional<String> glob = arguments.value("-name");
        if (glob.isPresent()) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob.get());
            all = all.and(visit -> matcher.matches(Path.of(Paths.name(visit.path()))));
        }
        if (arguments.has("--ephemeral")) {
            all = all.and(visit -> visit.stat().ephemeralOwner() != 0);
        }
        if (arguments.has("--leaf")) {
            all = all.and(visit -> visit.stat().numChildren() == 0);
        }
        OptionalInt bytes = arguments.number("--min-bytes");
        OptionalInt children = arguments.number("--min-children");
        Optional<Duration> changed = arguments.time("--changed");
        if (bytes.isPresent()) {
            all = all.and(visit -> visit.stat().dataLength() >= bytes.getAsInt());
        }
        if (children.isPresent()) {
            all = all.and(visit -> visit.stat().numChildren() >= children.getAsInt());
        }
        if (changed.isPresent()) {
            long since = System.currentTimeMillis() - changed.get().toMillis();
            all = all.and(visit -> visit.stat().mtimeMs() >= since);
        }
        return all;
    }
}
