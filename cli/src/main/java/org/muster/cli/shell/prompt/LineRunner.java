package org.muster.cli.shell.prompt;

/** Carries out lines. */
public interface LineRunner {
    /** Carries out a line; its exit code. */
    int run(String line);
}
