package org.muster.cli.shell.live;

import java.util.EnumSet;
import java.util.Set;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.command.Watches;

/** {@code removewatches}. */
final class RemoveWatches implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("removewatches", "ends the watches of a node")
                .flag("-c", "those of its children")
                .flag("-d", "those of its data")
                .flag("-a", "all, as if nothing is said")
                .flag("-l", "taken for zkCli's sake; watches always end here too")
                .param("path", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) {
        String path = context.path(arguments.required(0));
        Set<Watches.Kind> kinds =
                arguments.has("-c")
                        ? EnumSet.of(Watches.Kind.CHILDREN)
                        : arguments.has("-d")
                                ? EnumSet.of(Watches.Kind.DATA)
                                : EnumSet.allOf(Watches.Kind.class);
        if (!context.watches().remove(path, kinds)) {
            throw new ShellFailure(
                    ExitCode.FAILED, "KeeperErrorCode = No such watcher for " + path);
        }
        return ExitCode.OK;
    }
}
