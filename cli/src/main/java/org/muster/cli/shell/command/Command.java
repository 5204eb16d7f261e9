package org.muster.cli.shell.command;

/** One command of the shell. */
public interface Command {
    /** How it is written. */
    Syntax syntax();

    /**
     * Carries it out.
     *
     * @return its {@link ExitCode}, or that of a program it has run
     * @throws InterruptedException if the user has had enough of it
     */
    int run(Context context, Arguments arguments) throws InterruptedException;
}
