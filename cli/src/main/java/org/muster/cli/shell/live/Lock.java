package org.muster.cli.shell.live;

import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.Syntax;

/** {@code lock}. */
final class Lock implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "lock",
                        "holds a lock while a command runs, or until Ctrl-C: lock PATH -- COMMAND")
                .option("-w,--wait", "TIME", "give up after this time; 0 does not wait")
                .param("path", Syntax.Kind.PATH)
                .param("[command...]", Syntax.Kind.WORD);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        return new Holding(context, arguments, "locked").run("lock-", "");
    }
}
