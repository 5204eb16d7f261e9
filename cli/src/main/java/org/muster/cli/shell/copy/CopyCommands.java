package org.muster.cli.shell.copy;

import java.util.List;
import org.muster.cli.shell.command.Command;

/** The commands of this package. */
public final class CopyCommands {
    private CopyCommands() {}

    /** All of them. */
    public static List<Command> all() {
        return List.of(new Export(), new Import(), new Cp(), new Diff());
    }
}
