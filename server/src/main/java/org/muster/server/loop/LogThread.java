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
    private final Mailbox<Turn> mailbox = new Mailbox<>();
    private final Thread thread;
    private List<Entry> gathered = new ArrayList<>();
    private long gatheredNs;
    private volatile boolean ending;

    /** What a turn of the core had for the log, and when it began to. */
    private record Turn(List<Entry> entries, long queuedNs) {}

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
        gather(new Entry.Append(generation, zxid, payload));
    }

    @Override
    public void order(LogOrder order) {
        gather(new Entry.Order(order));
    }

    private void gather(Entry entry) {
        if (gathered.isEmpty()) {
            gatheredNs = System.nanoTime();
        }
        gathered.add(entry);
    }

    @Override
    public void endTurn(Consumer<CoreInput> answers) {
        if (!gathered.isEmpty()) {
            mailbox.put(new Turn(gathered, gatheredNs));
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
        mailbox.put(new Turn(List.of(), 0));
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
                Turn turn = letter.message();
                long takenNs = System.nanoTime();
                for (Entry entry : turn.entries()) {
                    take(entry, turn.queuedNs(), takenNs);
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

    private void take(Entry entry, long queuedNs, long takenNs) {
        switch (entry) {
            case Entry.Append(long generation, Zxid zxid, Bytes payload) ->
                    keeper.append(generation, zxid, payload, queuedNs, takenNs);
            case Entry.Order(LogOrder order) -> {
                // What was appended before an order must be safe before it is carried out.
                keeper.order(order);
                keeper.endTurn(core);
            }
        }
    }
}
