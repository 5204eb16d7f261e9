package org.muster.cli.shell.text;

/**
 * Colours for a terminal, or none.
 *
 * @param on whether there are colours
 */
public record Paint(boolean on) {
    private static final String RESET = "\u001b[0m";

    /** What there is more of below. */
    public String branch(String text) {
        return in("\u001b[1;34m", text);
    }

    /** What lives as long as a session. */
    public String ephemeral(String text) {
        return in("\u001b[35m", text);
    }

    /** What was found. */
    public String hit(String text) {
        return in("\u001b[1;33m", text);
    }

    /** What went wrong. */
    public String bad(String text) {
        return in("\u001b[31m", text);
    }

    /** What came in addition. */
    public String good(String text) {
        return in("\u001b[32m", text);
    }

    /** What matters less. */
    public String faint(String text) {
        return in("\u001b[2m", text);
    }

    /** Titles. */
    public String title(String text) {
        return in("\u001b[1m", text);
    }

    private String in(String code, String text) {
        return on ? code + text + RESET : text;
    }
}
