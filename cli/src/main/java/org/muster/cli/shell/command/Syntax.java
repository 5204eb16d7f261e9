package org.muster.cli.shell.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * How a command is written. Made at the start of the shell, so it is but a few lists; the parser,
 * which is not cheap, is made of them when a command is used.
 */
public final class Syntax {
    /** What a word stands for, so that it can be completed. */
    public enum Kind {
        /** A node. */
        PATH,
        /** A file of this machine. */
        FILE,
        /** A command of the shell. */
        COMMAND,
        /** Anything else. */
        WORD
    }

    /** An option; {@code value} is empty for one without a value. */
    public record Flag(List<String> names, String value, String help) {}

    /** A word that is no option; {@code many} for all that follow. */
    public record Param(String label, Kind kind, boolean required, boolean many) {}

    private final String name;
    private final String summary;
    private final List<String> aliases = new ArrayList<>();
    private final List<Flag> flags = new ArrayList<>();
    private final List<Param> params = new ArrayList<>();

    private Syntax(String name, String summary) {
        this.name = name;
        this.summary = summary;
    }

    /** A command without options and words, to which some are added. */
    public static Syntax of(String name, String summary) {
        return new Syntax(name, summary);
    }

    /** Further names. */
    public Syntax also(String... names) {
        aliases.addAll(List.of(names));
        return this;
    }

    /** An option without a value; {@code names} are divided by commas. */
    public Syntax flag(String names, String help) {
        flags.add(new Flag(List.of(names.split(",", -1)), "", help));
        return this;
    }

    /** An option with a value. */
    public Syntax option(String names, String value, String help) {
        flags.add(new Flag(List.of(names.split(",", -1)), value, help));
        return this;
    }

    /** A word: {@code path}, {@code [path]} if it may be left out, {@code word...} for many. */
    public Syntax param(String written, Kind kind) {
        boolean many = written.contains("...");
        boolean required = !written.startsWith("[");
        String label = written.replaceAll("[\\[\\].]", "");
        params.add(new Param(label, kind, required, many));
        return this;
    }

    /** The word that selects it. */
    public String name() {
        return name;
    }

    /** All words that select it, the first one first. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        names.add(name);
        names.addAll(aliases);
        return names;
    }

    /** What it does, in a few words. */
    public String summary() {
        return summary;
    }

    /** Its options. */
    public List<Flag> flags() {
        return List.copyOf(flags);
    }

    /** Its words. */
    public List<Param> params() {
        return List.copyOf(params);
    }

    /** Understands what follows the command's name. Throws a usage failure if it makes no sense. */
    public Arguments parse(List<String> words) {
        CommandLine parser = parser();
        try {
            return new Arguments(parser.parseArgs(words.toArray(String[]::new)));
        } catch (ParameterException refusal) {
            throw ShellFailure.usage(refusal.getMessage() + "\nusage: " + line(parser));
        }
    }

    /** The answer to {@code --help}. */
    public String help() {
        StringWriter text = new StringWriter();
        parser().usage(new PrintWriter(text), Ansi.OFF);
        if (!aliases.isEmpty()) {
            text.append("Also: ").append(String.join(", ", aliases)).append('\n');
        }
        return text.toString();
    }

    private static String line(CommandLine parser) {
        return parser.getHelp().synopsis(0).strip();
    }

    private CommandLine parser() {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(summary).width(100).autoWidth(false);
        for (Flag flag : flags) {
            OptionSpec.Builder option =
                    OptionSpec.builder(flag.names().toArray(String[]::new))
                            .description(escaped(flag.help()));
            spec.addOption(
                    flag.value().isEmpty()
                            ? option.arity("0").type(boolean.class).build()
                            : option.arity("1")
                                    .type(String.class)
                                    .paramLabel(flag.value())
                                    .build());
        }
        for (int i = 0; i < params.size(); i++) {
            Param param = params.get(i);
            PositionalParamSpec.Builder word =
                    PositionalParamSpec.builder()
                            .paramLabel(param.label())
                            .index(param.many() ? i + "..*" : String.valueOf(i));
            String least = param.required() ? "1" : "0";
            spec.addPositional(
                    param.many()
                            ? word.type(List.class)
                                    .auxiliaryTypes(String.class)
                                    .arity(least + "..*")
                                    .build()
                            : word.type(String.class)
                                    .arity(param.required() ? "1" : "0..1")
                                    .build());
        }
        return new CommandLine(spec);
    }

    private static String escaped(String help) {
        return help.replace("%", "%%");
    }
}
