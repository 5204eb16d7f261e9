package org.muster.client;

/** Something that goes on until it is closed. */
public final class Subscription implements AutoCloseable {
    private final Runnable end;

    Subscription(Runnable end) {
        this.end = end;
    }

    /** Ends it. */
    @Override
    public void close() {
        end.run();
    }
}
