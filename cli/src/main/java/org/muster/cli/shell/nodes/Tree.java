package org.muster.cli.shell.nodes;

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
import org.muster.cli.shell.text.Paint;

/** {@code tree}. */
final class Tree implements Command {
    private static final int WIDTH = 60;

    @Override
    public Syntax syntax() {
        return Syntax.of("tree", "draws all nodes at and below a node")
                .option("-d,-L", "DEPTH", "so many levels below the node")
                .flag("--data", "what each node holds, in brief")
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        int depth = arguments.number("-d").orElse(Integer.MAX_VALUE);
        Subtree.Detail detail = arguments.has("--data") ? Subtree.Detail.DATA : Subtree.Detail.NAME;
        StringBuilder trunk = new StringBuilder();
        return new Subtree(context, detail, depth)
                .visit(
                        context.pathOrHere(arguments),
                        visit -> {
                            show(context, trunk, visit);
                            return true;
                        });
    }

    private static void show(Context context, StringBuilder trunk, Visit visit) {
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("path", visit.path());
            visit.node().ifPresent(node -> DataText.putInto(fields, node.data()));
            context.out().json(fields);
            return;
        }
        Paint paint = context.out().paint();
        String data =
                visit.node()
                        .filter(node -> node.data().length() > 0)
                        .map(node -> "  " + DataText.brief(node.data(), WIDTH))
                        .orElse("");
        if (visit.depth() == 0) {
            context.out().line(paint.branch(visit.path()) + paint.faint(data));
            return;
        }
        // The trunk has four characters for each level above this one.
        trunk.setLength(4 * (visit.depth() - 1));
        String name = paint.branch(Paths.name(visit.path()));
        String twig = visit.last() ? "└── " : "├── ";
        context.out().line(trunk + twig + name + paint.faint(data));
        trunk.append(visit.last() ? "    " : "│   ");
    }
}
