package org.muster.cli.shell.about;

import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;

/** {@code connect}. */
final class Connect implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("connect", "goes to other servers, with a new session")
                .param("[hosts]", Syntax.Kind.WORD);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        context.watches().close();
        context.link().connect(arguments.word(0).orElse(context.link().hosts()));
        context.directory("/");
        context.client();
        return ExitCode.OK;
    }
}
