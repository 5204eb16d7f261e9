package org.muster.cli.shell.about;

import java.util.LinkedHashMap;
import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.Subtree;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.StatText;
import org.muster.cli.shell.text.Table;

/** {@code ephemerals}. */
final class Ephemerals implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "ephemerals",
                        "lists the ephemeral nodes at and below a node, and whose they are")
                .option("--owner", "SESSION", "only those of this session, like 0x1000abc")
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String wanted = arguments.value("--owner").orElse("");
        Table table = new Table("owner", "path");
        int code =
                new Subtree(context, Subtree.Detail.STAT, Integer.MAX_VALUE)
                        .visit(
                                context.pathOrHere(arguments),
                                visit -> {
                                    String owner = StatText.hex(visit.stat().ephemeralOwner());
                                    boolean ephemeral = visit.stat().ephemeralOwner() != 0;
                                    if (ephemeral && (wanted.isEmpty() || wanted.equals(owner))) {
                                        table.row(owner, visit.path());
                                        tell(context, owner, visit.path());
                                    }
                                    return true;
                                });
        if (!context.out().isJson()) {
            context.out().lines(table.lines());
        }
        return code;
    }

    private static void tell(Context context, String owner, String path) {
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", path);
            fields.put("owner", owner);
            context.out().json(fields);
        }
    }
}
