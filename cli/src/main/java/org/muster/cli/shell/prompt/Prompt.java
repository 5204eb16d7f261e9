package org.muster.cli.shell.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.Paint;
import org.muster.client.SessionState;

/** Reads lines from a person, with completion, history and colours. */
public final class Prompt {
    private static final int REMEMBERED = 1000;

    private final Context context;
    private final Map<String, Syntax> syntaxes;
    private final LineRunner runner;

    /** A prompt that lets {@code runner} carry out what is typed. */
    public Prompt(Context context, Map<String, Syntax> syntaxes, LineRunner runner) {
        this.context = context;
        this.syntaxes = syntaxes;
        this.runner = runner;
    }

    /** Reads and carries out lines until the user quits; what was typed is kept in the folder. */
    public int run(Path folder) throws IOException {
        // While the user looks at the prompt, the connection is made.
        context.link().client();
        try (Terminal terminal = Terminals.own()) {
            return run(terminal, folder);
        }
    }

    /** The same with a terminal that nobody sees, on which {@code typed} is what somebody types. */
    public int rehearse(Path folder, InputStream typed, OutputStream shown) throws IOException {
        context.link().client();
        try (Terminal terminal = Terminals.rehearsal(typed, shown)) {
            return run(terminal, folder);
        }
    }

    private int run(Terminal terminal, Path folder) {
        LineReader reader = reader(terminal, folder);
        Thread working = Thread.currentThread();
        terminal.handle(Terminal.Signal.INT, signal -> working.interrupt());
        context.askBy((question, secret) -> ask(reader, question, secret));
        context.out().tellNewsTo(text -> reader.printAbove(text));
        int code = ExitCode.OK;
        while (!context.quitting()) {
            try {
                String line = reader.readLine(text());
                code = runner.run(line);
                Thread.interrupted();
            } catch (UserInterruptException again) {
                code = ExitCode.INTERRUPTED;
            } catch (EndOfFileException end) {
                context.quit();
            }
        }
        return code;
    }

    private static Optional<String> ask(LineReader reader, String question, boolean secret) {
        reader.setVariable(LineReader.DISABLE_HISTORY, true);
        try {
            return Optional.of(secret ? reader.readLine(question, '*') : reader.readLine(question));
        } catch (UserInterruptException | EndOfFileException no) {
            return Optional.of("");
        } finally {
            reader.setVariable(LineReader.DISABLE_HISTORY, false);
        }
    }

    private LineReader reader(Terminal terminal, Path folder) {
        DefaultParser parser = new DefaultParser();
        parser.setEscapeChars(null);
        LineReaderBuilder builder =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .appName("muster")
                        .parser(parser)
                        .completer(new ShellCompleter(context, syntaxes))
                        .variable(LineReader.HISTORY_IGNORE, "auth *:addauth *")
                        .variable(LineReader.HISTORY_SIZE, REMEMBERED)
                        .variable(LineReader.LIST_MAX, 200)
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .option(LineReader.Option.INSERT_TAB, false)
                        .option(LineReader.Option.HISTORY_REDUCE_BLANKS, false);
        Optional<Path> file = file(folder);
        file.ifPresent(path -> builder.variable(LineReader.HISTORY_FILE, path));
        if (context.out().paint().on()) {
            builder.highlighter(new ShellHighlighter(syntaxes));
        }
        return builder.build();
    }

    /** A file of its own for each ensemble, which nobody else may read; none if it cannot be. */
    private Optional<Path> file(Path folder) {
        try {
            Files.createDirectories(folder);
            String name = context.link().servers().replaceAll("[^A-Za-z0-9.-]", "_");
            Path file = folder.resolve("history-" + name);
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            boolean restricted =
                    file.toFile().setReadable(false, false)
                            && file.toFile().setReadable(true, true)
                            && file.toFile().setWritable(false, false)
                            && file.toFile().setWritable(true, true);
            return restricted ? Optional.of(file) : Optional.empty();
        } catch (IOException | SecurityException noPlace) {
            return Optional.empty();
        }
    }

    /** Which servers, in which state if it is not the usual one, and where. */
    private String text() {
        Paint paint = context.out().paint();
        String state = state();
        return paint.good(context.link().hosts())
                + (state.isEmpty() ? "" : paint.bad(" (" + state + ")"))
                + " "
                + paint.branch(context.directory())
                + "> ";
    }

    private String state() {
        if (context.link().isClosed()) {
            return "closed";
        }
        return switch (context.link().state()) {
            case SessionState.Connected _ -> "";
            case SessionState.Connecting connecting ->
                    connecting.attempt() <= 1 ? "" : "connecting";
            case SessionState.ReadOnly _ -> "read-only";
            case SessionState.Suspended _ -> "connection lost";
            case SessionState.Lost _ -> "session lost";
            case SessionState.AuthFailed _ -> "credentials refused";
            case SessionState.Closed _ -> "closed";
        };
    }
}
