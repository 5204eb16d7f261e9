package org.muster.cli;

import java.io.PrintStream;
import java.util.List;

/** One task of the program. */
interface Subcommand {
    /** What {@link #run} gives when the process goes on by itself. */
    int KEEP_RUNNING = -1;

    /** The word that selects it. */
    String name();

    /** The answer to {@code --help}, of several lines. */
    String help();

    /** Whether it answers {@code --help} itself, because that may belong to one of its commands. */
    default boolean helpsItself() {
        return false;
    }

    /**
     * Does the task.
     *
     * @return the exit code, or {@link #KEEP_RUNNING}
     * @throws UsageException if the arguments make no sense
     */
    int run(List<String> arguments, Streams streams) throws UsageException;

    /** Where the task writes: results to {@code out}, everything else to {@code err}. */
    record Streams(PrintStream out, PrintStream err) {}
}
