package org.muster.cli.shell.live;

import java.util.List;
import org.muster.cli.shell.command.Command;

/** The commands of this package. */
public final class LiveCommands {
    private LiveCommands() {}

    /** All of them. */
    public static List<Command> all() {
        return List.of(
                new WatchCommand(),
                new Tail(),
                new AddWatch(),
                new RemoveWatches(),
                new PrintWatches(),
                new Lock(),
                new Elect(),
                new QueueCommand(),
                new Members(),
                new Services());
    }
}
