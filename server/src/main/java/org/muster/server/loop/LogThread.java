package org.muster.server.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.muster.model.Bytes;
import org.muster.model.Zxid;
import org.muster.replica.core.CoreInput;

/**
 * A log with a thread of its own: while the disk syncs one batch, the core makes the next. All that
 * waits when a sync ends is written and synced together.
 */
public final class LogThread implements LogQueue {
    private final LogKeeper keeper;
    private final Consumer<CoreInput> core;
    private final Halt halt;
    private final long delayNs;
    private final int maxBatch;
    private final Mailbox<List<Entry>> mailbox = new Mailbox<>();
    private final Thread thread;
    private List<Entry> gathered = new ArrayList<>();
    private volatile boolean ending;

    private sealed interface Entry {
        record Append(long generation, Zxid zxid, Bytes payload) implements Entry {}

        record Order(LogOrder order) implements Entry {}
    }

    /**
     * Starts the thread.
     *
     * @param core is told when a batch is safe
     * @param delayMs how long a sync waits for more
     * @param maxBatch records at which it waits no longer
     */
    public LogThread(
            LogKeeper keeper, Consumer<CoreInput> core, Halt halt, int delayMs, int maxBatch) {
        this.keeper = keeper;
        this.core = core;
        this.halt = halt;
        this.delayNs = TimeUnit.MILLISECONDS.toNanos(delayMs);
        this.maxBatch = maxBatch;
        this.thread = Thread.ofPlatform().name("log").daemon().start(this::run);
    }

    @Override
    public void append(long generation, Zxid zxid, Bytes payload) {
        gathered.add(new Entry.Append(generation, zxid, payload));
    }

    @Override
    public void order(LogOrder order) {
        gathered.add(new Entry.Order(order));
    }

    @Override
    public void endTurn(Consumer<CoreInput> answers) {
        if (!gathered.isEmpty()) {
            mailbox.put(gathered);
            gathered = new ArrayList<>(gathered.size());
        }
    }

    @Override
    public void idle() {
        // The thread finds out by itself.
    }

    @Override
    public void shutDown() {
        ending = true;
        mailbox.put(List.of());
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException keepTheDataSafeFirst) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!ending || !mailbox.isEmpty()) {
                mailbox.awaitAny(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100));
                round();
            }
            keeper.shutDown();
        } catch (RuntimeException | Error failure) {
            halt.now(Halt.UNEXPECTED, "the log's thread failed", failure);
        }
    }

    private void round() {
        long deadline = System.nanoTime() + delayNs;
        int count = 0;
        do {
            for (var letter = mailbox.takeAll(); letter != null; letter = letter.next()) {
                for (Entry entry : letter.message()) {
                    take(entry);
                    count++;
                }
            }
            if (count > 0 && count < maxBatch && !ending && delayNs > 0) {
                mailbox.awaitAny(deadline);
            }
        } while (!mailbox.isEmpty() && count < maxBatch);
        if (count > 0) {
            keeper.endTurn(core);
        } else {
            keeper.idle();
        }
    }

    private void take(Entry entry) {
        switch (entry) {
            case Entry.Append(long generation, Zxid zxid, Bytes payload) ->
                    keeper.append(generation, zxid, payload);
            case Entry.Order(LogOrder order) -> {
                // What was appended before an order must be safe before it is carried out.
                keeper.order(order);
                keeper.endTurn(core);
            }
        }
    }
}
