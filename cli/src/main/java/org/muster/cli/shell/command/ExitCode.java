package org.muster.cli.shell.command;

/** How commands end, as documented in docs/guide/shell.md: the numbers never change. */
public final class ExitCode {
    /** All went well. */
    public static final int OK = 0;

    /** Something else is wrong. */
    public static final int FAILED = 1;

    /** The command makes no sense. */
    public static final int USAGE = 2;

    /** No server answers, or not in time. */
    public static final int UNAVAILABLE = 3;

    /** There is no such node. */
    public static final int NO_NODE = 4;

    /** The node is there already, has another version, or has children. */
    public static final int CONFLICT = 5;

    /** It is not allowed. */
    public static final int ACCESS = 6;

    /** It may have been applied or not. */
    public static final int UNKNOWN = 7;

    /** What was compared differs. */
    public static final int DIFFERENT = 8;

    /** The user has interrupted it. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
