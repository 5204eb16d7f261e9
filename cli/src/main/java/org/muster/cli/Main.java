package org.muster.cli;

import java.util.List;

/** The program: finds the subcommand and runs it. */
public final class Main {
    private static final int USAGE = 2;

    /** All subcommands. */
    private static final List<Subcommand> SUBCOMMANDS =
            List.of(
                    new Serve(),
                    new Local(),
                    new Status(),
                    new Shell(),
                    new Inspect(),
                    new Repair(),
                    new PurgeFiles(),
                    new Train(),
                    new TrainShell());

    private Main() {}

    /** Runs what the arguments say; ends the process unless a server goes on running. */
    public static void main(String[] arguments) {
        int code = run(List.of(arguments), new Subcommand.Streams(System.out, System.err));
        if (code != Subcommand.KEEP_RUNNING) {
            System.exit(code);
        }
    }

    /** Runs what the arguments say; the exit code, or {@link Subcommand#KEEP_RUNNING}. */
    static int run(List<String> arguments, Subcommand.Streams streams) {
        String name = arguments.isEmpty() ? "--help" : arguments.getFirst();
        if (name.equals("--help")) {
            streams.out().print(help());
            return arguments.isEmpty() ? USAGE : 0;
        }
        for (Subcommand subcommand : SUBCOMMANDS) {
            if (subcommand.name().equals(name)) {
                return run(subcommand, arguments.subList(1, arguments.size()), streams);
            }
        }
        streams.err().println("muster: there is no command " + name + "; see muster --help");
        return USAGE;
    }

    private static int run(
            Subcommand subcommand, List<String> arguments, Subcommand.Streams streams) {
        if (arguments.contains("--help") && !subcommand.helpsItself()) {
            streams.out().print(subcommand.help());
            return 0;
        }
        try {
            return subcommand.run(arguments, streams);
        } catch (UsageException refusal) {
            streams.err().println("muster: " + refusal.getMessage());
            return USAGE;
        }
    }

    private static String help() {
        StringBuilder text = new StringBuilder("usage: muster COMMAND [argument ...]\n\n");
        for (Subcommand subcommand : SUBCOMMANDS) {
            text.append("  ").append(subcommand.name()).append('\n');
        }
        return text.append("\nmuster COMMAND --help says more.\n").toString();
    }
}
