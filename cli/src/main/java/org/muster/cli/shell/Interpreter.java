package org.muster.cli.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.text.JsonText;
import org.muster.cli.shell.text.Words;
import org.muster.client.MusterException;

/** Finds the command that a line names, carries it out and tells why it failed. */
final class Interpreter {
    private final Context context;
    private final CommandTable table;

    Interpreter(Context context, CommandTable table) {
        this.context = context;
        this.table = table;
    }

    /** Carries out a line; the exit code, 0 for an empty line. */
    int line(String line) {
        try {
            List<String> words = Words.of(line);
            if (words.isEmpty()) {
                return ExitCode.OK;
            }
            context.history().add(line.strip());
            return words(words);
        } catch (IllegalArgumentException unclosed) {
            return failed(ShellFailure.usage(String.valueOf(unclosed.getMessage())));
        }
    }

    /** Carries out the command that the first word names; the exit code. */
    int words(List<String> words) {
        try {
            int code = run(words);
            Optional<String> next = context.takeNext();
            return next.isPresent() ? line(next.get()) : code;
        } catch (ShellFailure failure) {
            return failed(failure);
        } catch (MusterException failure) {
            if (context.out().isJson()) {
                context.out().note(JsonText.of(ShellFailure.fields(failure)));
            } else {
                context.out().message(ShellFailure.message(failure));
            }
            return ShellFailure.exitCode(failure);
        } catch (InterruptedException enough) {
            context.out().note("interrupted");
            return ExitCode.INTERRUPTED;
        } finally {
            context.out().flush();
        }
    }

    private int run(List<String> words) throws InterruptedException {
        String name = words.getFirst();
        Optional<Command> command = table.find(name);
        if (command.isEmpty()) {
            List<String> near = table.near(name);
            throw ShellFailure.usage(
                    "Command not found: "
                            + name
                            + (near.isEmpty()
                                    ? "; help lists the commands"
                                    : "; did you mean " + String.join(" or ", near) + "?"));
        }
        List<String> rest = words.subList(1, words.size());
        int end = rest.indexOf("--");
        if ((end < 0 ? rest : rest.subList(0, end)).contains("--help")) {
            context.out().lines(command.get().syntax().help().lines().toList());
            return ExitCode.OK;
        }
        return command.get().run(context, command.get().syntax().parse(rest));
    }

    private int failed(ShellFailure failure) {
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("error", "SHELL");
            fields.put("message", String.valueOf(failure.getMessage()));
            context.out().note(JsonText.of(fields));
        } else {
            context.out().message(String.valueOf(failure.getMessage()));
        }
        return failure.exitCode();
    }
}
