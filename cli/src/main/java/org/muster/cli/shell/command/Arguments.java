package org.muster.cli.shell.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** What a command was given. */
public final class Arguments {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d|)");

    private final ParseResult parsed;
    private final List<String> words = new ArrayList<>();

    Arguments(ParseResult parsed) {
        this.parsed = parsed;
        for (PositionalParamSpec param : parsed.commandSpec().positionalParameters()) {
            @Nullable Object value = param.getValue();
            if (value instanceof List<?> many) {
                many.forEach(word -> words.add(String.valueOf(word)));
            } else if (value != null) {
                words.add(value.toString());
            }
        }
    }

    /** Whether the option was given. */
    public boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    /** The option's value, if it was given. */
    public Optional<String> value(String option) {
        return Optional.ofNullable(parsed.matchedOptionValue(option, (String) null));
    }

    /** The option's value as a whole number; a usage failure if it is none. */
    public OptionalInt number(String option) {
        Optional<String> text = value(option);
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(number(option, text.get()));
    }

    private static int number(String what, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            throw ShellFailure.usage(what + " is a whole number, not " + text);
        }
    }

    /** The option's value as a time like {@code 500ms}, {@code 10s}, {@code 5m}; plain are ms. */
    public Optional<Duration> time(String option) {
        return value(option).map(text -> time(option, text));
    }

    /** Such a time; a usage failure if it is none. */
    public static Duration time(String what, String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw ShellFailure.usage(what + " is a time like 500ms, 10s, 5m or 2h, not " + text);
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofMillis(count);
        };
    }

    /** The words that are no options. */
    public List<String> words() {
        return List.copyOf(words);
    }

    /** The word at {@code index}, if there are so many. */
    public Optional<String> word(int index) {
        return index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
    }

    /** The word at {@code index}, which the syntax demands. */
    public String required(int index) {
        return words.get(index);
    }
}
