package org.muster.cli.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.cli.shell.command.Asker;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Output;
import org.muster.cli.shell.command.Settings;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.prompt.Interrupts;
import org.muster.cli.shell.prompt.Prompt;
import org.muster.cli.shell.text.Paint;
import org.muster.client.Credential;
import org.muster.client.MusterException;
import org.muster.model.Bytes;

/** The shell as a program: one command, a script, or a person at a terminal. */
public final class ShellProgram {
    /**
     * The process that the shell runs in.
     *
     * @param inIsTerminal whether somebody types
     * @param outIsTerminal whether somebody sees the results
     * @param colours whether colours are welcome on a terminal
     * @param folder where to remember what was typed
     */
    public record Surroundings(
            InputStream in,
            PrintStream out,
            PrintStream err,
            boolean inIsTerminal,
            boolean outIsTerminal,
            boolean colours,
            Path folder) {}

    private final Surroundings surroundings;

    /** A shell in these surroundings. */
    public ShellProgram(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Does what the arguments say and gives the {@link ExitCode}; {@code help} answers --help. */
    public int run(List<String> arguments, String help) {
        try {
            ShellOptions options = ShellOptions.parse(arguments);
            if (options.help()) {
                surroundings.out().print(help);
                return ExitCode.OK;
            }
            return run(options);
        } catch (ShellFailure refusal) {
            surroundings.err().println("muster: " + refusal.getMessage());
            return refusal.exitCode();
        } catch (MusterException refusal) {
            surroundings.err().println("muster: " + refusal.getMessage());
            return ShellFailure.exitCode(refusal);
        } catch (IOException failure) {
            surroundings.err().println("muster: " + failure);
            return ExitCode.FAILED;
        }
    }

    /** A prompt on a terminal that nobody sees, with the input for what is typed. */
    public int rehearse(List<String> arguments) throws IOException {
        ShellOptions options = ShellOptions.parse(arguments);
        Output output = output(options, true);
        CommandTable table = new CommandTable();
        try (Context context = new Context(settings(options, true), output, Asker.NOBODY)) {
            Interpreter interpreter = new Interpreter(context, table);
            return new Prompt(context, syntaxes(table), interpreter::line)
                    .rehearse(surroundings.folder(), surroundings.in(), surroundings.out());
        }
    }

    private Output output(ShellOptions options, boolean painted) {
        Paint paint = new Paint(painted);
        return new Output(surroundings.out(), surroundings.err(), options.json(), paint);
    }

    private static Settings settings(ShellOptions options, boolean prompting) throws IOException {
        return new Settings(
                options.hosts(),
                prompting,
                options.yes(),
                options.timeout(),
                options.sessionTimeout(),
                options.readOnly(),
                credentials(options.credentials()));
    }

    private int run(ShellOptions options) throws IOException {
        boolean alone = options.command().isEmpty() && options.script().isEmpty();
        boolean prompting = alone && surroundings.inIsTerminal() && surroundings.outIsTerminal();
        boolean painted =
                switch (options.colour()) {
                    case ALWAYS -> true;
                    case NEVER -> false;
                    case AUTO -> surroundings.colours() && surroundings.outIsTerminal();
                };
        Output output = output(options, painted);
        Settings settings = settings(options, prompting);
        boolean typing = surroundings.inIsTerminal();
        Asker asker = typing ? new ConsoleAsker() : Asker.NOBODY;
        CommandTable table = new CommandTable();
        try (Context context = new Context(settings, output, asker)) {
            Interpreter interpreter = new Interpreter(context, table);
            if (prompting) {
                return new Prompt(context, syntaxes(table), interpreter::line)
                        .run(surroundings.folder());
            }
            Interrupts.interruptThisThread();
            if (!options.command().isEmpty()) {
                return interpreter.words(options.command());
            }
            Optional<Path> script = options.script();
            try (BufferedReader lines =
                    script.isPresent()
                            ? Files.newBufferedReader(script.get())
                            : new BufferedReader(
                                    new InputStreamReader(
                                            surroundings.in(), StandardCharsets.UTF_8))) {
                return script(context, interpreter, lines);
            }
        }
    }

    /** Carries out all lines; the code of the last that failed, as zkCli gives it. */
    private static int script(Context context, Interpreter interpreter, BufferedReader lines)
            throws IOException {
        int code = ExitCode.OK;
        @Nullable String line = lines.readLine();
        while (line != null && !context.quitting()) {
            int last = interpreter.line(line);
            if (last == ExitCode.INTERRUPTED) {
                return last;
            }
            code = last == ExitCode.OK ? code : last;
            line = lines.readLine();
        }
        return code;
    }

    private static Map<String, Syntax> syntaxes(CommandTable table) {
        Map<String, Syntax> syntaxes = new LinkedHashMap<>();
        table.byName().forEach((name, command) -> syntaxes.put(name, command.syntax()));
        return syntaxes;
    }

    /** One credential a line, {@code scheme:secret}; so none stands on a command line. */
    private static List<Credential> credentials(Optional<Path> file) throws IOException {
        List<Credential> found = new ArrayList<>();
        if (file.isPresent()) {
            for (String line : Files.readAllLines(file.get())) {
                int colon = line.indexOf(':');
                if (!line.isBlank() && !line.startsWith("#")) {
                    if (colon <= 0) {
                        throw ShellFailure.usage(
                                file.get() + " holds a line that is not scheme:secret");
                    }
                    found.add(
                            new Credential(
                                    line.substring(0, colon),
                                    Bytes.utf8(line.substring(colon + 1))));
                }
            }
        }
        return found;
    }
}
