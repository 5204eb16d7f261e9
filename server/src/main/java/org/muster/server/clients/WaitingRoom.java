package org.muster.server.clients;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.muster.server.admin.Word;
import org.muster.server.admin.WordService;
import org.muster.server.config.ServerConfig.Listen;

/**
 * Holds the client port while the data are still being recovered: four-letter words are answered,
 * everybody else is sent away and comes again. So probes see a process that starts, not one that is
 * gone, and a port in use is told before a long recovery.
 */
public final class WaitingRoom implements AutoCloseable {
    private static final int VISITORS = 64;
    private static final int PATIENCE_MS = 2_000;

    private final ServerSocket door;
    private final WordService words;
    private final Executor visits;
    private final Semaphore seats = new Semaphore(VISITORS);
    private final CountDownLatch closed = new CountDownLatch(1);

    private WaitingRoom(ServerSocket door, WordService words, Executor visits) {
        this.door = door;
        this.words = words;
        this.visits = visits;
    }

    /**
     * Opens at {@code where}.
     *
     * @param visits runs what may block
     * @throws ClientPort.PortException if the port cannot be had
     */
    public static WaitingRoom open(Listen where, WordService words, Executor visits)
            throws ClientPort.PortException {
        InetSocketAddress address = ClientPort.resolve(where);
        ServerSocket door;
        try {
            door = new ServerSocket();
            door.bind(address);
        } catch (IOException refusal) {
            throw new ClientPort.PortException(ClientPort.refusal(address, refusal));
        }
        WaitingRoom room = new WaitingRoom(door, words, visits);
        visits.execute(room::receive);
        return room;
    }

    /** Where it is. */
    InetSocketAddress address() {
        return (InetSocketAddress) door.getLocalSocketAddress();
    }

    private void receive() {
        while (!door.isClosed()) {
            try {
                Socket visitor = door.accept();
                if (seats.tryAcquire()) {
                    visits.execute(() -> visit(visitor));
                } else {
                    visitor.close();
                }
            } catch (IOException closedOrGone) {
                // Closing the door ends the wait, and a visitor who left needs nothing.
            }
        }
        closed.countDown();
    }

    private void visit(Socket visitor) {
        try (visitor) {
            visitor.setSoTimeout(PATIENCE_MS);
            DataInputStream in = new DataInputStream(visitor.getInputStream());
            Optional<Word> word = Word.of(in.readInt());
            if (word.isPresent()) {
                boolean takesMask = word.get() == Word.STMK && words.enabled(Word.STMK);
                String text = answer(word.get(), visitor, takesMask ? in.readLong() : 0);
                visitor.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                visitor.shutdownOutput();
            }
        } catch (IOException gone) {
            // Nobody is owed anything here.
            return;
        } finally {
            seats.release();
        }
    }

    private String answer(Word word, Socket visitor, long mask) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        String asker = Objects.toString(visitor.getRemoteSocketAddress());
        words.answer(word, asker, mask, answer::complete);
        try {
            return answer.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "";
        } catch (ExecutionException | TimeoutException late) {
            return "";
        }
    }

    /** Gives the port free; who is being answered still gets the answer. */
    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException impossible) {
            throw new IllegalStateException("a listening socket cannot be closed", impossible);
        }
        // The port is free when the thread at the door has left it, not before.
        try {
            if (!closed.await(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody leaves the door of the waiting room");
            }
        } catch (InterruptedException stopRequested) {
            Thread.currentThread().interrupt();
        }
    }
}
