package org.muster.cli.shell.nodes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.Subtree;
import org.muster.cli.shell.command.Subtree.Visit;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.Table;

/** {@code du}. */
final class Du implements Command {
    private static final class Sum {
        private long nodes;
        private long bytes;
        private long ephemerals;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("du", "counts the nodes and the bytes of data at and below nodes")
                .option("-d", "DEPTH", "a row for each node down to this level; 1 if not said")
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        int depth = arguments.number("-d").orElse(1);
        Map<String, Sum> sums = new LinkedHashMap<>();
        List<String> above = new ArrayList<>();
        int code =
                new Subtree(context, Subtree.Detail.STAT, Integer.MAX_VALUE)
                        .visit(
                                context.pathOrHere(arguments),
                                visit -> {
                                    add(sums, above, visit, depth);
                                    return true;
                                });
        Table table = new Table("nodes", "ephemeral", "bytes", "path");
        for (Map.Entry<String, Sum> entry : sums.entrySet()) {
            Sum sum = entry.getValue();
            if (context.out().isJson()) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("path", entry.getKey());
                fields.put("nodes", sum.nodes);
                fields.put("ephemerals", sum.ephemerals);
                fields.put("bytes", sum.bytes);
                context.out().json(fields);
            }
            table.row(
                    String.valueOf(sum.nodes),
                    String.valueOf(sum.ephemerals),
                    String.valueOf(sum.bytes),
                    entry.getKey());
        }
        if (!context.out().isJson()) {
            context.out().lines(table.lines());
        }
        return code;
    }

    /** A node counts in its own row and in those of all above it. */
    private static void add(Map<String, Sum> sums, List<String> above, Visit visit, int depth) {
        while (above.size() > visit.depth()) {
            above.removeLast();
        }
        if (visit.depth() <= depth) {
            above.add(visit.path());
            sums.put(visit.path(), new Sum());
        }
        for (String path : above) {
            Sum sum = sums.get(path);
            if (sum != null) {
                sum.nodes++;
                sum.bytes += visit.stat().dataLength();
                sum.ephemerals += visit.stat().ephemeralOwner() == 0 ? 0 : 1;
            }
        }
    }
}
