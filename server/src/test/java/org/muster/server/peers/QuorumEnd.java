package org.muster.server.peers;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.muster.model.ServerId;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.server.log.EventLog;
import org.muster.server.loop.Halt;
import org.muster.server.loop.Worker;
import org.muster.server.sockets.Transport;
import org.muster.zab.ZabInput;

/** The quorum side of one member, with what it hears kept in order. */
final class QuorumEnd implements AutoCloseable {
    static final ServerId OTHER = new ServerId(2);
    private static final long PATIENCE_MS = 20_000;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final LinkedBlockingQueue<ZabInput> heard = new LinkedBlockingQueue<>();
    private final PeerLoop loop;
    private final Worker worker;
    private final QuorumLinks links;
    private boolean closed;

    /** Listens on {@code port}; {@link #OTHER} is at {@code otherPort}. */
    QuorumEnd(int port, int otherPort, QuorumSettings settings)
            throws Transport.TransportException {
        EventLog log =
                new EventLog(
                        new PrintStream(told, true, StandardCharsets.UTF_8),
                        EventLog.Level.DEBUG,
                        System::currentTimeMillis);
        Halt halt = (code, reason, cause) -> log.error("halted: " + reason + cause);
        loop = new PeerLoop("auto", true, log, halt);
        worker = new Worker("streams", halt);
        links =
                new QuorumLinks(
                        loop,
                        new QuorumLinks.Places(
                                List.of(Elector.local(port)),
                                Map.of(OTHER, List.of(Elector.local(otherPort)))),
                        settings,
                        new QuorumLinks.Ports(heard::addAll, worker::run));
        links.open();
    }

    QuorumLinks links() {
        return links;
    }

    /** What comes next. */
    ZabInput next() throws InterruptedException {
        ZabInput input = heard.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
        if (input == null) {
            throw new AssertionError("nothing comes; it tells:\n" + told);
        }
        return input;
    }

    /** What comes next, which must be of this kind. */
    <T extends ZabInput> T next(Class<T> kind) throws InterruptedException {
        ZabInput input = next();
        if (kind.isInstance(input)) {
            return kind.cast(input);
        }
        throw new AssertionError(input + " is no " + kind + "; it tells:\n" + told);
    }

    /** What the leader says next. */
    FromLeader leaderSays() throws InterruptedException {
        return next(ZabInput.LeaderSaid.class).message();
    }

    /** What a learner says next. */
    FromLearner learnerSays() throws InterruptedException {
        return next(ZabInput.LearnerSaid.class).message();
    }

    /** Dials the other until it answers; the link. */
    long dial() throws InterruptedException {
        while (true) {
            links.connect(OTHER);
            links.flush();
            switch (next()) {
                case ZabInput.Connected(long link, ServerId _) -> {
                    return link;
                }
                case ZabInput.ConnectFailed _ -> Thread.onSpinWait();
                case ZabInput other -> throw new AssertionError("unexpected: " + other);
            }
        }
    }

    String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        links.close();
        loop.close();
        worker.stop(5_000);
    }
}
