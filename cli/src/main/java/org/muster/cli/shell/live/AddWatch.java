package org.muster.cli.shell.live;

import java.util.Locale;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.command.Watches;
import org.muster.client.Blocking;
import org.muster.client.WatchHandle;
import org.muster.client.WatchScope;

/** {@code addWatch}. */
final class AddWatch implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("addWatch", "tells every change while the shell does other things")
                .option(
                        "-m",
                        "MODE",
                        "PERSISTENT: of the node; PERSISTENT_RECURSIVE, if nothing is said: of all"
                                + " below too")
                .param("path", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        String path = context.path(arguments.required(0));
        String mode = arguments.value("-m").orElse("PERSISTENT_RECURSIVE").toUpperCase(Locale.ROOT);
        boolean recursive = mode.equals("PERSISTENT_RECURSIVE");
        if (!recursive && !mode.equals("PERSISTENT")) {
            throw ShellFailure.usage("-m is PERSISTENT or PERSISTENT_RECURSIVE, not " + mode);
        }
        WatchHandle handle =
                context.client()
                        .watch(
                                path,
                                recursive ? WatchScope.SUBTREE : WatchScope.NODE,
                                event -> context.watches().event(path, event));
        var _ = Blocking.await(handle.ready());
        Watches.Kind kind = recursive ? Watches.Kind.RECURSIVE : Watches.Kind.PERSISTENT;
        context.watches().lasting(path, kind, handle);
        return ExitCode.OK;
    }
}
