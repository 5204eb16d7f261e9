package org.muster.cli.shell.access;

import java.time.ZoneId;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.AclText;
import org.muster.cli.shell.text.StatText;
import org.muster.client.AccessList;

/** {@code getAcl}. */
final class GetAcl implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("getAcl", "shows who may do what with a node, as zkCli does")
                .flag("-s", "the node's figures too")
                .param("path", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        AccessList access = context.calls().acl(context.path(arguments.required(0)));
        if (context.out().isJson()) {
            context.out().json(AclChange.fields(access));
            return ExitCode.OK;
        }
        context.out().lines(AclText.lines(access.entries()));
        if (arguments.has("-s")) {
            context.out().lines(StatText.lines(access.stat(), ZoneId.systemDefault()));
        }
        return ExitCode.OK;
    }
}
