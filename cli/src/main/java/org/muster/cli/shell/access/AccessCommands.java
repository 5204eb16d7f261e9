package org.muster.cli.shell.access;

import java.util.List;
import org.muster.cli.shell.command.Command;

/** The commands of this package. */
public final class AccessCommands {
    private AccessCommands() {}

    /** All of them. */
    public static List<Command> all() {
        return List.of(
                new AclCommand(),
                new GetAcl(),
                new SetAcl(),
                new Auth(),
                new AddAuth(),
                new WhoAmI(),
                new SetQuota(),
                new ListQuota(),
                new DelQuota());
    }
}
