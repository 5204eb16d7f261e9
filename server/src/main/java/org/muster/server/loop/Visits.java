package org.muster.server.loop;

import java.util.concurrent.Executor;

/** Runs each task on a virtual thread of its own: for tasks that wait for others, not for work. */
public final class Visits implements Executor {
    private final String name;

    /** Threads of this name. */
    public Visits(String name) {
        this.name = name;
    }

    @Override
    public void execute(Runnable task) {
        Thread.ofVirtual().name(name).start(task);
    }
}
