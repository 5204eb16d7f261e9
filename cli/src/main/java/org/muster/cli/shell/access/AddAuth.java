package org.muster.cli.shell.access;

import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;
import org.muster.client.Blocking;
import org.muster.client.Credential;
import org.muster.model.Bytes;

/** {@code addauth}. */
final class AddAuth implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("addauth", "proves who you are, as zkCli does; auth asks for the secret")
                .param("scheme", Syntax.Kind.WORD)
                .param("[auth]", Syntax.Kind.WORD);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        Bytes secret = Bytes.utf8(arguments.word(1).orElse(""));
        context.link().authenticate(new Credential(arguments.required(0), secret));
        // Refused credentials end the client: this is where that is seen.
        var _ = Blocking.await(context.client().stat("/"));
        return ExitCode.OK;
    }
}
