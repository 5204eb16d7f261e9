package org.muster.cli.shell.prompt;

import org.jline.utils.Signals;

/** Signals that end what is going on. */
public final class Interrupts {
    private Interrupts() {}

    /**
     * Lets Ctrl-C and SIGTERM interrupt the thread that calls this, so that commands end in order:
     * what they hold is given back and the session is closed.
     */
    public static void interruptThisThread() {
        Thread working = Thread.currentThread();
        Signals.register("INT", working::interrupt);
        Signals.register("TERM", working::interrupt);
    }
}
