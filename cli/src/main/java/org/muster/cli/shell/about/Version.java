package org.muster.cli.shell.about;

import java.util.Map;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;
import org.muster.server.config.HostFacts;

/** {@code version}. */
final class Version implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("version", "tells the version of this shell");
    }

    @Override
    public int run(Context context, Arguments arguments) {
        String told = HostFacts.javaProperty("muster.version");
        String version = told.isEmpty() ? "unknown" : told;
        if (context.out().isJson()) {
            context.out().json(Map.of("version", version));
        } else {
            context.out().line("Muster shell version: " + version);
        }
        return ExitCode.OK;
    }
}
