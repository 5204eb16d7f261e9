package org.muster.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.server.config.Setting;
import org.muster.server.log.EventLog.Level;

/**
 * The command line of {@code serve}.
 *
 * @param file the configuration file
 * @param settings what options and {@code key=value} say, in their order
 * @param logLevel the finest events to write
 */
record ServeOptions(Optional<Path> file, List<Setting> settings, Level logLevel) {
    private static final String ORIGIN = "command line";

    /**
     * Reads the arguments.
     *
     * @throws UsageException if one is unknown or lacks its value
     */
    static ServeOptions parse(List<String> arguments) throws UsageException {
        Optional<Path> file = Optional.empty();
        List<Setting> settings = new ArrayList<>();
        Level level = Level.INFO;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            if (argument.startsWith("--")) {
                String name = equals < 0 ? argument : argument.substring(0, equals);
                String key = key(name);
                String value;
                if (equals >= 0) {
                    value = argument.substring(equals + 1);
                } else if (++i < arguments.size()) {
                    value = arguments.get(i);
                } else {
                    throw new UsageException(name + " needs a value; see muster serve --help");
                }
                if (key.isEmpty()) {
                    level = level(value);
                } else {
                    settings.add(new Setting(key, value, ORIGIN));
                }
            } else if (equals > 0) {
                settings.add(
                        new Setting(
                                argument.substring(0, equals).strip(),
                                argument.substring(equals + 1).strip(),
                                ORIGIN));
            } else if (argument.startsWith("-") || equals == 0) {
                throw unknown(argument);
            } else if (file.isPresent()) {
                throw new UsageException(
                        "two configuration files are given, " + file.get() + " and " + argument);
            } else {
                file = Optional.of(Path.of(argument));
            }
        }
        return new ServeOptions(file, List.copyOf(settings), level);
    }

    /** The setting that an option stands for, empty for the log level. */
    private static String key(String option) throws UsageException {
        return switch (option) {
            case "--port" -> "clientPort";
            case "--data-dir" -> "dataDir";
            case "--log-level" -> "";
            default -> throw unknown(option);
        };
    }

    private static Level level(String value) throws UsageException {
        Optional<Level> level = Level.of(value);
        if (level.isEmpty()) {
            throw new UsageException(
                    "--log-level " + value + " is not allowed: error, warn, info or debug");
        }
        return level.get();
    }

    private static UsageException unknown(String argument) {
        return new UsageException("unknown option " + argument + "; see muster serve --help");
    }
}
