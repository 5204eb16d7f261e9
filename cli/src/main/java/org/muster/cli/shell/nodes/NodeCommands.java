package org.muster.cli.shell.nodes;

import java.util.List;
import org.muster.cli.shell.command.Command;

/** The commands of this package. */
public final class NodeCommands {
    private NodeCommands() {}

    /** All of them. */
    public static List<Command> all() {
        return List.of(
                new Ls(),
                new Tree(),
                new Get(),
                new SetData(),
                new Edit(),
                new Create(),
                new Delete(),
                new Rm(),
                new DeleteAll(),
                new StatNode(),
                new TxnCommand(),
                new Find(),
                new Grep(),
                new Du(),
                new Count());
    }
}
