package org.muster.recipes.queue;

/** Whoever holds the delivery now, it is not the caller: the item will be, or was, done again. */
public final class DeliveryLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what was lost, and why. */
    public DeliveryLostException(String message) {
        super(message);
    }
}
