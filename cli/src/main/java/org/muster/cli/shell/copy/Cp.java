package org.muster.cli.shell.copy;

import java.util.ArrayList;
import java.util.List;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.Paths;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.client.AccessList;
import org.muster.client.Node;

/** {@code cp}. */
final class Cp implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("cp", "copies a node with its data and acl; with -r all below it")
                .flag("-r", "all below it too")
                .flag("--skip", "leave nodes that are there as they are")
                .flag("--replace", "give nodes that are there the data and acl of the original")
                .flag("--dry-run", "only tell what would be done")
                .param("from", Syntax.Kind.PATH)
                .param("to", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String from = context.path(arguments.required(0));
        String to = context.path(arguments.required(1));
        if (Paths.isAtOrBelow(to, from)) {
            throw ShellFailure.usage("the copy would lie within the original");
        }
        List<Carried> nodes = new ArrayList<>();
        if (arguments.has("-r")) {
            Source.read(context, from, nodes::add);
        } else {
            Node node = context.calls().get(from);
            AccessList acl = context.calls().acl(from);
            nodes.add(new Carried(from, node.data(), acl.entries(), false));
        }
        Target target = new Target(context, Import.present(arguments), arguments.has("--dry-run"));
        for (Carried node : nodes) {
            target.write(node.at(Paths.moved(node.path(), from, to)));
        }
        return target.finish();
    }
}
