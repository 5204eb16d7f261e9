package org.muster.cli.shell.command;

import java.util.Optional;

/** Asks the user. */
public interface Asker {
    /** Nobody to ask. */
    Asker NOBODY = (question, secret) -> Optional.empty();

    /** The answer, shown while it is typed unless {@code secret}; empty if nobody is there. */
    Optional<String> ask(String question, boolean secret);
}
