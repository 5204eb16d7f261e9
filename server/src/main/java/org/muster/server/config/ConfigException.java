package org.muster.server.config;

/** A configuration with which the server must not start; the message is one line for people. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the line to show; what would break it, or play with a terminal, becomes a blank. */
    public ConfigException(String line) {
        super(line.replaceAll("\\p{Cntrl}", " "));
    }
}
