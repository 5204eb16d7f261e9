package org.muster.cli;

/** The command line makes no sense; the message is one line for people. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String line) {
        super(line);
    }
}
