package org.muster.cli.shell.about;

import java.util.List;
import java.util.function.Supplier;
import org.muster.cli.shell.command.Command;

/** The commands of this package. */
public final class AboutCommands {
    private AboutCommands() {}

    /** All of them; {@code table} gives the commands that there are. */
    public static List<Command> all(Supplier<List<Command>> table) {
        return List.of(
                new Config(),
                new SessionCommand(),
                new Ephemerals(),
                new GetEphemerals(),
                new Health(),
                new Sync(),
                new Cd(),
                new Pwd(),
                new Connect(),
                new Close(),
                new History(),
                new Redo(),
                new Version(),
                new Help(table),
                new Quit());
    }
}
