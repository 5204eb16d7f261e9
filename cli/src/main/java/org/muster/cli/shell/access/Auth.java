package org.muster.cli.shell.access;

import java.util.Optional;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.Syntax;
import org.muster.client.Credential;
import org.muster.model.Bytes;

/** {@code auth}. */
final class Auth implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of(
                        "auth",
                        "proves who you are; asks for what is not said. Without anything, tells"
                                + " who you are")
                .param("[scheme]", Syntax.Kind.WORD)
                .param("[user]", Syntax.Kind.WORD);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        Optional<String> scheme = arguments.word(0);
        if (scheme.isPresent()) {
            String user = arguments.word(1).orElse("");
            boolean whole = user.contains(":");
            String secret = whole ? "" : context.ask("password: ", true);
            String proof = whole ? user : user.isEmpty() ? secret : user + ":" + secret;
            context.link().authenticate(new Credential(scheme.get(), Bytes.utf8(proof)));
        }
        return WhoAmI.show(context);
    }
}
