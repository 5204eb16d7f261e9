package org.muster.cli.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.ShellFailure;

/** The command line of the shell: options up to the first word, which begins a command. */
final class ShellOptions {
    /** Whether there are colours. */
    enum Colour {
        /** On a terminal. */
        AUTO,
        /** Always. */
        ALWAYS,
        /** Never. */
        NEVER
    }

    private String hosts = "localhost:2181";
    private boolean json;
    private boolean yes;
    private boolean readOnly;
    private boolean help;
    private Colour colour = Colour.AUTO;
    private Duration timeout = Duration.ofSeconds(10);
    private Duration sessionTimeout = Duration.ofSeconds(30);
    private @Nullable Path script;
    private @Nullable Path credentials;
    private List<String> command = List.of();

    private ShellOptions() {}

    /** Understands a command line. Throws a usage failure if it makes no sense. */
    static ShellOptions parse(List<String> arguments) {
        ShellOptions options = new ShellOptions();
        List<String> words = new ArrayList<>(arguments);
        while (!words.isEmpty() && words.getFirst().startsWith("-")) {
            String option = words.removeFirst();
            int equals = option.indexOf('=');
            if (option.startsWith("--") && equals > 0) {
                words.addFirst(option.substring(equals + 1));
                option = option.substring(0, equals);
            }
            if (!options.took(option) && !options.took(option, words)) {
                throw ShellFailure.usage("unknown option " + option + "; see muster shell --help");
            }
        }
        options.command = List.copyOf(words);
        if (options.script != null && !words.isEmpty()) {
            throw ShellFailure.usage("a script and a command are given");
        }
        return options;
    }

    /** Takes an option without a value. This shell always waits for its connection. */
    private boolean took(String option) {
        switch (option) {
            case "-waitforconnection" -> {
                return true;
            }
            case "-y", "--yes" -> yes = true;
            case "-r", "--read-only", "-readonly" -> readOnly = true;
            case "--no-color" -> colour = Colour.NEVER;
            case "--help", "-h" -> help = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean took(String option, List<String> rest) {
        switch (option) {
            case "-s", "--server", "-server" -> hosts = value(option, rest);
            case "-o", "--output" -> json = format(value(option, rest));
            case "-t", "--timeout" -> timeout = Arguments.time(option, value(option, rest));
            case "--session-timeout", "-timeout" ->
                    sessionTimeout = Arguments.time(option, value(option, rest));
            case "-f", "--file" -> script = Path.of(value(option, rest));
            case "--auth-file" -> credentials = Path.of(value(option, rest));
            case "--color" -> colour = colour(value(option, rest));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String value(String option, List<String> rest) {
        if (rest.isEmpty()) {
            throw ShellFailure.usage(option + " needs a value; see muster shell --help");
        }
        return rest.removeFirst();
    }

    private static boolean format(String word) {
        return switch (word) {
            case "json" -> true;
            case "text" -> false;
            default -> throw ShellFailure.usage("-o is text or json, not " + word);
        };
    }

    private static Colour colour(String word) {
        return switch (word) {
            case "auto" -> Colour.AUTO;
            case "always" -> Colour.ALWAYS;
            case "never" -> Colour.NEVER;
            default -> throw ShellFailure.usage("--color is auto, always or never, not " + word);
        };
    }

    String hosts() {
        return hosts;
    }

    boolean json() {
        return json;
    }

    boolean yes() {
        return yes;
    }

    boolean readOnly() {
        return readOnly;
    }

    boolean help() {
        return help;
    }

    Colour colour() {
        return colour;
    }

    Duration timeout() {
        return timeout;
    }

    Duration sessionTimeout() {
        return sessionTimeout;
    }

    Optional<Path> script() {
        return Optional.ofNullable(script);
    }

    Optional<Path> credentials() {
        return Optional.ofNullable(credentials);
    }

    List<String> command() {
        return command;
    }
}
