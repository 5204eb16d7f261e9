package org.muster.cli;

import java.nio.file.Path;
import java.util.List;
import org.muster.cli.shell.ShellProgram;
import org.muster.server.config.HostFacts;

/** {@code muster shell}. */
final class Shell implements Subcommand {
    @Override
    public String name() {
        return "shell";
    }

    @Override
    public String help() {
        return """
        usage: muster shell [option ...] [command [argument ...]]

        Without a command: a prompt on a terminal, else the commands from standard input.
        Speaks to Muster and to Apache ZooKeeper; knows zkCli's commands. "help" lists them all.

          -s, --server HOSTS      host:port,...[/chroot]; localhost:2181 if nothing is said
          -o, --output FORMAT     text or json, one object a line
          -f, --file FILE         the commands are in the file
          -y, --yes               do not ask before much is deleted
          -t, --timeout TIME      patience with servers, 10s if nothing is said
          --session-timeout TIME  to ask the servers for, 30s if nothing is said
          -r, --read-only         a server without a majority will do
          --auth-file FILE        lines scheme:secret, who to be
          --color WHEN            auto, always or never; --no-color, NO_COLOR

        Exit code: 0 done, 1 failed, 2 usage, 3 no server answers, 4 no such node, 5 conflict,
        6 not allowed, 7 perhaps applied, 8 different, 130 interrupted; of lock and elect, the
        command's own.
        """;
    }

    @Override
    public boolean helpsItself() {
        return true;
    }

    @Override
    public int run(List<String> arguments, Streams streams) {
        String terminal = HostFacts.javaProperty("muster.terminal");
        boolean plain = HostFacts.javaProperty("muster.plain").equals("true");
        Path folder = Path.of(HostFacts.javaProperty("user.home"), ".muster");
        return new ShellProgram(
                        new ShellProgram.Surroundings(
                                System.in,
                                streams.out(),
                                streams.err(),
                                terminal.contains("in"),
                                terminal.contains("out"),
                                !plain,
                                folder))
                .run(arguments, help());
    }
}
