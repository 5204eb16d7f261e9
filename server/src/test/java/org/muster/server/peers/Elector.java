package org.muster.server.peers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.muster.model.Epoch;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.ElectionGreeting;
import org.muster.model.peer.HostPort;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Notification;
import org.muster.model.peer.Vote;
import org.muster.server.log.EventLog;
import org.muster.server.sockets.Transport;
import org.muster.zab.ZabInput;

/** The election side of one member, with what it hears kept. */
final class Elector implements AutoCloseable {
    private static final long PATIENCE_MS = 20_000;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final LinkedBlockingQueue<ZabInput> heard = new LinkedBlockingQueue<>();
    private final List<ZabInput> unasked = new ArrayList<>();
    private final PeerLoop loop;
    private final ElectionLinks links;
    private final ServerId id;

    Elector(long id, List<Integer> ports, ElectionSettings settings)
            throws Transport.TransportException {
        this.id = new ServerId(id);
        EventLog log =
                new EventLog(
                        new PrintStream(told, true, StandardCharsets.UTF_8),
                        EventLog.Level.DEBUG,
                        System::currentTimeMillis);
        loop =
                new PeerLoop(
                        "auto", true, log, (code, reason, cause) -> log.error("halted: " + cause));
        List<MemberAddress> others = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            if (i + 1 != id) {
                others.add(
                        new MemberAddress(
                                new ServerId(i + 1), List.of(), List.of(local(ports.get(i)))));
            }
        }
        HostPort own = local(ports.get((int) id - 1));
        links =
                new ElectionLinks(
                        loop,
                        new ElectionLinks.Self(
                                this.id,
                                List.of(own),
                                new ElectionGreeting(
                                        ElectionGreeting.Form.ONE_ADDRESS, this.id, List.of(own))),
                        others,
                        settings,
                        heard::add);
        links.open();
    }

    static HostPort local(int port) {
        return new HostPort("127.0.0.1", port);
    }

    /** Ports nobody listens on. */
    static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            ports.add(socket.getLocalPort());
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    /** A vote that is told from others by its round. */
    Notification vote(long round) {
        return new Notification(
                id,
                MemberState.LOOKING,
                new Vote(id, Zxid.ZERO, new Epoch(0)),
                round,
                Notification.FORMAT,
                "version=0",
                null,
                null);
    }

    void send(long to, long round) {
        links.send(new ServerId(to), vote(round));
    }

    /** Waits for the vote of {@code sender} in {@code round}; older ones may come before it. */
    void awaitVote(long sender, long round) throws InterruptedException {
        await(
                "vote " + round + " of " + sender,
                input ->
                        input instanceof ZabInput.Notified(Notification vote)
                                && vote.sender().value() == sender
                                && vote.electionEpoch() == round);
    }

    /** Waits until {@code peer} is reachable, or not. */
    void awaitReachable(long peer, boolean reachable) throws InterruptedException {
        await(
                "reachable " + peer + " " + reachable,
                new ZabInput.Reachable(new ServerId(peer), reachable)::equals);
    }

    private void await(String what, Predicate<ZabInput> wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        for (ZabInput earlier : unasked) {
            if (wanted.test(earlier)) {
                unasked.remove(earlier);
                return;
            }
        }
        while (true) {
            ZabInput next = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new AssertionError(
                        id + " waits in vain for " + what + "; it tells:\n" + told);
            }
            if (wanted.test(next)) {
                return;
            }
            unasked.add(next);
        }
    }

    String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        links.close();
        loop.close();
    }
}
