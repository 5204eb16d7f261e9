package org.muster.cli.shell.nodes;

import java.time.ZoneId;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.text.StatText;
import org.muster.model.Stat;

/** Shows a node's figures. */
final class Figures {
    private Figures() {}

    /** Writes zkCli's eleven lines. */
    static void show(Context context, Stat stat) {
        context.out().lines(StatText.lines(stat, ZoneId.systemDefault()));
    }
}
