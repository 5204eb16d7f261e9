package org.muster.cli.shell.live;

import java.util.LinkedHashMap;
import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.Paths;
import org.muster.cli.shell.command.Subtree;
import org.muster.cli.shell.command.Subtree.Visit;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.DataText;
import org.muster.cli.shell.text.StatText;
import org.muster.cli.shell.text.Table;

/** {@code members}. */
final class Members implements Command {
    private static final int WIDTH = 60;

    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "members",
                        "lists the members of a group, the contenders of a lock or an election")
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        Table table = new Table("member", "session", "data");
        int code =
                new Subtree(context, Subtree.Detail.DATA, 1)
                        .visit(
                                context.pathOrHere(arguments),
                                visit -> {
                                    if (visit.depth() == 1 && visit.stat().ephemeralOwner() != 0) {
                                        add(context, table, visit);
                                    }
                                    return true;
                                });
        if (!context.out().isJson()) {
            context.out().lines(table.lines());
        }
        return code;
    }

    private static void add(Context context, Table table, Visit visit) {
        String owner = StatText.hex(visit.stat().ephemeralOwner());
        String name = Paths.name(visit.path());
        var data = visit.node().orElseThrow().data();
        table.row(name, owner, DataText.brief(data, WIDTH));
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("member", name);
            fields.put("session", owner);
            DataText.putInto(fields, data);
            context.out().json(fields);
        }
    }
}
