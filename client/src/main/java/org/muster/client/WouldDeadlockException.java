package org.muster.client;

/**
 * A blocking call was made on a thread that the client needs to complete it. Use the futures there,
 * or move the work to a thread of your own.
 */
public final class WouldDeadlockException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    WouldDeadlockException(String message) {
        super(message);
    }
}
