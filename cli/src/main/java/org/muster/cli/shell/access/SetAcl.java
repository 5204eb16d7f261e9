package org.muster.cli.shell.access;

import java.time.ZoneId;
import java.util.OptionalInt;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.StatText;
import org.muster.client.Expect;

/** {@code setAcl}. */
final class SetAcl implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("setAcl", "sets who may do what with a node: scheme:id:perm,...")
                .flag("-s", "show the node's figures afterwards")
                .option("-v", "VERSION", "only if the list has this version")
                .flag("-R", "set it for all nodes below too")
                .param("path", Syntax.Kind.PATH)
                .param("acl", Syntax.Kind.WORD);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.path(arguments.required(0));
        OptionalInt version = arguments.number("-v");
        Expect expect = version.isPresent() ? Expect.version(version.getAsInt()) : Expect.any();
        AclChange.set(
                context, path, AclChange.parse(arguments.required(1)), expect, arguments.has("-R"));
        if (arguments.has("-s") && !context.out().isJson()) {
            context.calls()
                    .stat(path)
                    .ifPresent(stat ->
                            context.out().lines(StatText.lines(stat, ZoneId.systemDefault())));
        }
        return ExitCode.OK;
    }
}
