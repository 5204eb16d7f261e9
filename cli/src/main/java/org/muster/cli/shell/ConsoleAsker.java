package org.muster.cli.shell;

import java.io.Console;
import java.util.Objects;
import java.util.Optional;
import org.muster.cli.shell.command.Asker;

/** Asks on the terminal of the process, without an editor of lines. */
final class ConsoleAsker implements Asker {
    @Override
    public Optional<String> ask(String question, boolean secret) {
        Console console = Objects.requireNonNull(System.console());
        if (!console.isTerminal()) {
            return Optional.empty();
        }
        if (secret) {
            char[] answer = console.readPassword("%s", question);
            return answer == null ? Optional.empty() : Optional.of(new String(answer));
        }
        return Optional.ofNullable(console.readLine("%s", question));
    }
}
