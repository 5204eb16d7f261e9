package org.muster.cli.shell.live;

import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.Syntax;

/** {@code elect}. */
final class Elect implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "elect",
                        "runs a command as the leader, when it is one: elect PATH -- COMMAND")
                .option("--id", "NAME", "what others may read of the leader")
                .option("-w,--wait", "TIME", "give up after this time; 0 does not wait")
                .param("path", Syntax.Kind.PATH)
                .param("[command...]", Syntax.Kind.WORD);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String id = arguments.value("--id").orElse("");
        return new Holding(context, arguments, "leading").run("latch-", id);
    }
}
