package org.muster.cli.shell.about;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;

/** {@code help}. */
final class Help implements Command {
    private final Supplier<List<Command>> table;

    Help(Supplier<List<Command>> table) {
        this.table = table;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("help", "lists the commands, or tells about one")
                .also("?")
                .param("[command]", Syntax.Kind.COMMAND);
    }

    @Override
    public int run(Context context, Arguments arguments) {
        Optional<String> wanted = arguments.word(0);
        Map<String, Object> summaries = new LinkedHashMap<>();
        for (Command command : table.get()) {
            Syntax syntax = command.syntax();
            if (wanted.isPresent() && syntax.names().contains(wanted.get())) {
                context.out().lines(syntax.help().lines().toList());
                return ExitCode.OK;
            }
            summaries.put(String.join(", ", syntax.names()), syntax.summary());
        }
        if (wanted.isPresent()) {
            throw ShellFailure.usage("there is no command " + wanted.get());
        }
        if (context.out().isJson()) {
            context.out().json(summaries);
            return ExitCode.OK;
        }
        summaries.forEach((names, summary) -> {
            String title = context.out().paint().title(names);
            context.out().line(title + " ".repeat(Math.max(1, 28 - names.length())) + summary);
        });
        context.out().line("help COMMAND, or COMMAND --help, says more.");
        return ExitCode.OK;
    }
}
